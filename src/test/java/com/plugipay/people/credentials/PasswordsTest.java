package com.plugipay.people.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.secrets.Secret;
import com.plugipay.support.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hashes of passwords: what they are, whom they let in, and how many are made at once. */
class PasswordsTest {
    private static final Secret PASSWORD = new Secret("nine green bottles");

    private final Vertx vertx = Vertx.vertx();
    private final HashWorkers workers = new HashWorkers(vertx, 2);
    private final Passwords passwords = new Passwords(workers);

    @AfterEach
    void close() {
        TestGateway.get(vertx.close());
    }

    @Test
    void aPasswordFitsItsHashOnly() {
        Secret hash = TestGateway.get(passwords.hash(PASSWORD));
        assertThat(hash.reveal())
                .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(hash).hasToString("***");
        assertThat(new PhcHash(hash.reveal())).hasToString("***");
        assertThat(Passwords.needsRehash(hash.reveal())).isFalse();
        assertThat(isVerified("nine green bottles", hash)).isTrue();
        assertThat(isVerified("nine green bottle", hash)).isFalse();
        assertThat(isVerified("Nine green bottles", hash)).isFalse();
        assertThat(TestGateway.get(passwords.hash(PASSWORD))).as("another salt").isNotEqualTo(hash);
    }

    /** Two libraries agree, also when several threads hash at once. */
    @Test
    void theHashIsArgon2() {
        List<Future<PhcHash>> hashes = IntStream.range(0, 12)
                .mapToObj(i -> workers.run(() -> PhcHash.of(bytes("password" + i), bytes("salt of password" + i))))
                .toList();
        for (int i = 0; i < hashes.size(); i++) {
            byte[] expected = new byte[32];
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withMemoryAsKB(19 * 1024)
                    .withIterations(2)
                    .withParallelism(1)
                    .withSalt(bytes("salt of password" + i))
                    .build());
            generator.generateBytes(bytes("password" + i), expected);
            assertThat(TestGateway.get(hashes.get(i)).reveal())
                    .endsWith('$' + Base64.getEncoder().withoutPadding().encodeToString(expected));
        }
    }

    /** The vector of the reference implementation with 64 MiB: old parameters are still read. */
    @Test
    void hashesWithOtherParametersAreVerifiedAndMadeAnew() {
        Secret old =
                new Secret("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
        assertThat(isVerified("password", old)).isTrue();
        assertThat(isVerified("passwore", old)).isFalse();
        assertThat(Passwords.needsRehash(old.reveal())).isTrue();
    }

    @Test
    void withoutAHashNothingFits() {
        assertThat(TestGateway.get(passwords.verify(PASSWORD, null))).isFalse();
        assertThat(TestGateway.get(passwords.verify(new Secret("impossible"), null)))
                .isFalse();
    }

    @Test
    void keyboardsThatWriteTheSameCharacterInOtherWaysAreEqual() {
        Secret composed = TestGateway.get(passwords.hash(new Secret("caf\u00e9 au lait")));
        assertThat(isVerified("cafe\u0301 au lait", composed)).isTrue();
        assertThat(isVerified("\uff43\uff41\uff46\u00e9 au lait", composed)).isTrue();
        assertThat(isVerified("cafe au lait", composed)).isFalse();
    }

    @Test
    void textsThatAreNoPasswordsFitNothing() {
        for (String text :
                List.of("", "1234567", "x".repeat(129), "x".repeat(1_000_000), "\ud800password", "\ufdfa".repeat(99))) {
            assertThatThrownBy(() -> TestGateway.get(passwords.hash(new Secret(text))))
                    .rootCause()
                    .matches(ErrorCode.VALIDATION_ERROR::is);
            assertThat(TestGateway.get(passwords.verify(new Secret(text), null)))
                    .isFalse();
        }
        Secret longest = new Secret("\ud83d\ude00".repeat(128));
        Secret hash = TestGateway.get(passwords.hash(longest));
        assertThat(isVerified(longest.reveal(), hash)).isTrue();
        assertThat(isVerified(longest.reveal() + "x", hash)).isFalse();
    }

    @Test
    void aDamagedHashIsAFailureThatDoesNotQuoteIt() {
        for (String damaged :
                List.of("", "$", "$$", "secret", "$argon2id$v=19$m=19456,t=2,p=1$secret", "$argon2id$$secret$")) {
            assertThatThrownBy(() -> TestGateway.get(passwords.verify(PASSWORD, damaged)))
                    .rootCause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("A stored hash is damaged");
        }
    }

    @Test
    void tooManyThatWaitAreRefusedAtOnce() {
        CountDownLatch open = new CountDownLatch(1);
        List<Future<Boolean>> taken = Stream.generate(() -> workers.run(() -> {
                    open.await();
                    return true;
                }))
                .limit(2 + HashWorkers.MOST_WAITING)
                .toList();
        for (int i = 0; i < 3; i++) {
            Future<Boolean> refused = passwords.verify(PASSWORD, null);
            assertThat(refused.failed()).isTrue();
            assertThat(refused.cause())
                    .matches(ErrorCode.UNAVAILABLE::is)
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            busy -> assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
        }
        open.countDown();
        TestGateway.get(Future.all(taken));
        assertThat(TestGateway.get(passwords.verify(PASSWORD, null))).isFalse();
    }

    private boolean isVerified(String password, Secret hash) {
        return TestGateway.get(passwords.verify(new Secret(password), hash.reveal()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
