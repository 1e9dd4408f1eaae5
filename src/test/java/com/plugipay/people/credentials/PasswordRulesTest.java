package com.plugipay.people.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.secrets.Secret;
import com.plugipay.text.ClasspathFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which new passwords are refused, and which are not. */
class PasswordRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nine green bottles",
                "abcdefghijkm",
                "aaaaaaaaaaab",
                "correct donkey battery",
                "kata sandi yang panjang",
                "\u0434\u043b\u0438\u043d\u043d\u044b\u0439 \u043f\u0430\u0440\u043e\u043b\u044c",
                "\ud83d\ude00\ud83d\ude01\ud83d\ude02\ud83d\ude03\ud83d\ude00\ud83d\ude01\ud83d\ude02\ud83d\ude03\ud83d\ude00\ud83d\ude01\ud83d\ude02\ud83d\ude04",
            })
    void longOnesAreStrong(String password) {
        assertThatCode(() -> require(password, "dewi@example.com", "Dewi Lestari"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "'', shorter than 12",
        "elevenchars, shorter than 12",
        "\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00, shorter than 12",
        "aaaaaaaaaaaa, repeats one character",
        "aaaaaaAAAAAA, repeats one character",
        "abcdefghijklmn, counts up or down",
        "ponmlkjihgfedcba, counts up or down",
        "123456789012345, counts up or down",
        "210987654321, counts up or down",
        "my name is DewiL ok, e-mail",
        "password dewi l 99, e-mail",
        "I am Dewi Lestari, e-mail",
        "Password1234, many people",
        "QWERTY uiop 123, many people",
    })
    void weakOnesAreRefused(String password, String why) {
        refused(password, "dewil@example.com", null, why);
    }

    @Test
    void thePersonsNameIsRefused() {
        refused("Budi Santoso 99", "b@example.com", "Budi Santoso", "person's name");
        refused("\uff22udisantoso!!", "b@example.com", "Budi Santoso", "person's name");
    }

    /** Otherwise nobody called Al or with the address a@example.com would find a password. */
    @Test
    void shortNamesDoNotMatter() {
        assertThatCode(() -> require("a total of nine", "a@example.com", "Al")).doesNotThrowAnyException();
        assertThatCode(() -> require("nine green bottles", "", "")).doesNotThrowAnyException();
        assertThatCode(() -> require("nine green bottles", "@@", " ")).doesNotThrowAnyException();
    }

    @Test
    void veryLongOnesAndBrokenTextAreRefused() {
        assertThatCode(() -> require("ab".repeat(64), "a@b.c", null)).doesNotThrowAnyException();
        refused("ab".repeat(64) + "c", "a@b.c", null, "longer than 128");
        refused("ab".repeat(5_000_000), "a@b.c", null, "longer than 128");
        refused("\ufdfa".repeat(100), "a@b.c", null, "longer than 128");
        refused("nine green \ud800 bottles", "a@b.c", null, "not text");
    }

    @Test
    void theListHoldsWhatTheOtherRulesLetThrough() {
        List<String> common = new String(ClasspathFile.read("/people/common-passwords.txt"), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(common).hasSizeGreaterThan(200).doesNotHaveDuplicates().allSatisfy(password -> {
            assertThat(password).isEqualTo(password.toLowerCase(Locale.ROOT)).doesNotContain(" ");
            refused(password, "a@b.c", null, "many people");
        });
    }

    private static void require(String password, String email, @Nullable String name) {
        PasswordRules.requireStrong("newPassword", new Secret(password), email, name);
    }

    private static void refused(String password, String email, @Nullable String name, String why) {
        assertThatThrownBy(() -> require(password, email, name))
                .matches(ErrorCode.VALIDATION_ERROR::is)
                .hasMessageContaining(why)
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.field()).isEqualTo("newPassword"));
    }
}
