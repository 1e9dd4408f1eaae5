package com.plugipay.people.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.secrets.Secret;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The codes for the day on which the phone is lost. */
class RecoveryCodesTest {
    private final Vertx vertx = Vertx.vertx();
    private final RecoveryCodes recovery = new RecoveryCodes(new HashWorkers(vertx));

    @AfterEach
    void close() {
        TestGateway.get(vertx.close());
    }

    @Test
    void aSetHasTenDifferentCodes() {
        assertThat(RecoveryCodes.generate()).hasSize(10).doesNotHaveDuplicates().allSatisfy(code -> {
            assertThat(code.reveal()).matches("[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}");
            assertThat(code).hasToString("***");
        });
        assertThat(RecoveryCodes.generate()).doesNotContainAnyElementsOf(RecoveryCodes.generate());
    }

    @Test
    void aCodeBelongsToItsHash() {
        List<Secret> codes = RecoveryCodes.generate();
        List<String> hashes = hashed(codes);
        assertThat(hashes)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(hash -> hash.startsWith("$argon2id$") && !Passwords.needsRehash(hash));
        String last = codes.getLast().reveal();
        for (String typed : List.of(
                last, last.toLowerCase(Locale.ROOT), last.replace("-", ""), " " + last.replace("-", "\t ") + "-\n")) {
            assertThat(match(typed, hashes)).as(typed).hasValue(hashes.getLast());
        }
        assertThat(match(last, hashes.subList(0, 9))).as("used before").isEmpty();
        assertThat(match(last, List.of())).isEmpty();
    }

    @Test
    void otherTextsBelongToNone() {
        List<Secret> codes = RecoveryCodes.generate();
        List<String> hashes = hashed(codes);
        assertThat(match(RecoveryCodes.generate().getFirst().reveal(), hashes)).isEmpty();
        String code = codes.getFirst().reveal();
        for (String typed : List.of(
                "",
                "-",
                "no code",
                code.substring(1),
                code + "2",
                "OOOOO-IIIII",
                code + "\0",
                code + " ".repeat(1_000_000))) {
            assertThat(match(typed, hashes)).as(typed).isEmpty();
        }
    }

    /** What one person has is of no use to another, although both may have stored it in the same table. */
    @Test
    void setsHaveSaltsOfTheirOwn() {
        List<Secret> codes = RecoveryCodes.generate();
        assertThat(hashed(codes)).doesNotContainAnyElementsOf(hashed(codes));
    }

    private List<String> hashed(List<Secret> codes) {
        return TestGateway.get(recovery.hash(codes)).stream()
                .map(Secret::reveal)
                .toList();
    }

    private Optional<String> match(String typed, List<String> hashes) {
        return TestGateway.get(recovery.match(new Secret(typed), hashes));
    }
}
