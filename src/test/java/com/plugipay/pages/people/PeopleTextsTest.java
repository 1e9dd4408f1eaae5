package com.plugipay.pages.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.auth.MemberRole;
import com.plugipay.model.Mode;
import com.plugipay.notifications.NotificationKind;
import com.plugipay.notifications.NotificationSettings;
import com.plugipay.people.PersonLinkStore.Kind;
import com.plugipay.text.Language;
import com.plugipay.text.TextFiles;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The texts of the pages and mails of people. */
class PeopleTextsTest {
    @Test
    void bothLanguagesHaveTheSameTexts() throws IOException {
        assertThat(TextFiles.read("people", "id").keySet())
                .isEqualTo(TextFiles.read("people", "en").keySet());
        for (String key : TextFiles.read("people", "en").stringPropertyNames()) {
            assertThat(TextFiles.placeholders(TextFiles.read("people", "id").getProperty(key)))
                    .as(key)
                    .isEqualTo(TextFiles.placeholders(
                            TextFiles.read("people", "en").getProperty(key)));
        }
    }

    @Test
    void everyTextThatIsUsedExists() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String folder : List.of(
                "src/main/jte/people",
                "src/main/java/com/plugipay/pages/people",
                "src/main/java/com/plugipay/pages/notifications")) {
            used.addAll(TextFiles.lookUps(Path.of(folder)));
        }
        for (Kind kind : List.of(Kind.SIGN_IN, Kind.PASSWORD, Kind.EMAIL)) {
            used.addAll(List.of("link." + kind, "link." + kind + ".text", "link." + kind + ".button"));
        }
        for (MemberRole role : MemberRole.values()) {
            used.addAll(List.of("role." + role.text(), "role." + role.text() + ".hint"));
        }
        for (Mode mode : Mode.values()) {
            used.add("mode." + mode.text());
        }
        for (String message : List.of(
                "forbidden",
                "gone",
                "conflict",
                "limited",
                "failed",
                "emailProved",
                "passkey",
                "thanks",
                "openidUninvited",
                "openidTaken",
                "openidUnavailable")) {
            used.addAll(List.of("message." + message, "message." + message + ".text"));
        }
        for (String mail : List.of("mail.password", "mail.email")) {
            used.addAll(List.of(mail + ".subject", mail + ".text", mail + ".link"));
        }
        for (String field :
                List.of("name", "email", "language", "password", "currentPassword", "newPassword", "code", "passkey")) {
            used.add("problem." + field);
        }
        for (Language language : Language.values()) {
            used.add("language." + language.code());
        }
        used.addAll(List.of("secondFactor.app", "secondFactor.recovery", "security.on", "security.off"));
        for (NotificationKind kind : NotificationKind.values()) {
            String mail = "mail.notification." + kind.text();
            used.addAll(List.of(mail + ".one", mail + ".many", mail + ".text"));
        }
        used.addAll(List.of("mail.notification.in", "mail.notification.inTest"));
        for (RecordComponent choice : NotificationSettings.class.getRecordComponents()) {
            String name = "notifications." + choice.getName();
            used.addAll(List.of(name, name + ".hint"));
        }
        used.add("mail.invitation.text");
        used.add("password.choose");
        used.add("password.change");
        used.add("time.pattern");
        assertThat(new TreeSet<>(TextFiles.read("people", "en").stringPropertyNames()))
                .isEqualTo(used);
    }
}
