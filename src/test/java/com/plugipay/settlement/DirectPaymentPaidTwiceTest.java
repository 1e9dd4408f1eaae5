package com.plugipay.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A direct payment whose charge was paid twice, each time in another amount than was asked for: two attempts wait for a person,
 * and each of them may become the payment.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class DirectPaymentPaidTwiceTest {
    private static final long THIRD_AMOUNT = 2_000;

    private final DatabaseConfig database = TestDatabase.create();
    private final TestGateway gateway = TestGateway.start(database);

    @AfterAll
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatIsDismissedLeavesThePaymentToTheOther(boolean firstIsDismissed) {
        PaidTwice paid = new PaidTwice(gateway, database, firstIsDismissed);

        paid.dismiss(paid.one);
        assertThat(paid.status()).isEqualTo("pending");
        paid.accept(paid.other);

        assertThat(paid.status()).isEqualTo("succeeded");
        assertThat(paid.amounts()).containsExactly(paid.amountOfOther);
        assertThat(paid.events()).containsExactly("payment.succeeded");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePaymentFailsWithTheLastOneThatIsDismissed(boolean firstIsFirst) {
        PaidTwice paid = new PaidTwice(gateway, database, firstIsFirst);

        paid.dismiss(paid.one);
        assertThat(paid.status()).isEqualTo("pending");
        paid.dismiss(paid.other);

        assertThat(paid.status()).isEqualTo("failed");
        assertThat(paid.events()).containsExactly("payment.failed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatIsDismissedAfterTheOtherWasAcceptedChangesNoPayment(boolean firstIsAccepted) {
        PaidTwice paid = new PaidTwice(gateway, database, firstIsAccepted);

        paid.accept(paid.one);
        paid.dismiss(paid.other);

        assertThat(paid.status()).isEqualTo("succeeded");
        assertThat(paid.amounts()).containsExactly(paid.amountOfOne);
        assertThat(paid.events()).containsExactly("payment.succeeded");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothThatAreAcceptedAreAPaymentEach(boolean firstIsFirst) {
        PaidTwice paid = new PaidTwice(gateway, database, firstIsFirst);

        paid.accept(paid.one);
        paid.accept(paid.other);

        assertThat(paid.status()).isEqualTo("succeeded");
        assertThat(paid.amounts()).containsExactlyInAnyOrder(PaidTwice.FIRST_AMOUNT, PaidTwice.SECOND_AMOUNT);
    }

    /** Money in another currency is a payment of its own: its attempt leaves the payment, which fails with the last one. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePaymentFailsWithTheLastOneAlsoIfThatIsAcceptedInAnotherCurrency(boolean acceptedLast) {
        PaidTwice paid = new PaidTwice(gateway, database, true);
        TestGateway.get(paid.receive("foreign", THIRD_AMOUNT, "EUR"));
        String foreign = paid.inReview().stream()
                .filter(id -> !List.of(paid.one, paid.other).contains(id))
                .findFirst()
                .orElseThrow();
        List<Runnable> decisions =
                new ArrayList<>(List.of(() -> paid.dismiss(paid.one), () -> paid.dismiss(paid.other)));
        decisions.add(acceptedLast ? 2 : 0, () -> paid.accept(foreign));

        decisions.subList(0, 2).forEach(Runnable::run);
        assertThat(paid.status()).isEqualTo("pending");
        decisions.getLast().run();

        assertThat(paid.status()).isEqualTo("failed");
        assertThat(paid.events()).containsExactly("payment.failed");
        assertThat(paid.amounts()).containsExactly(THIRD_AMOUNT);
    }

    /** Each is decided while the other one is still in review, and neither is written before both are decided. */
    @Test
    void thePaymentFailsOnceWhenBothAreDismissedAtTheSameMoment() throws SQLException {
        PaidTwice paid = new PaidTwice(gateway, database, true);

        paid.atTheSameMoment(() -> paid.decide("dismiss", paid.one), () -> paid.decide("dismiss", paid.other));

        assertThat(paid.status()).isEqualTo("failed");
        assertThat(paid.events()).containsExactly("payment.failed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePaymentSucceedsWhenOneIsAcceptedAndTheOtherDismissedAtTheSameMoment(boolean acceptedFirst)
            throws SQLException {
        PaidTwice paid = new PaidTwice(gateway, database, true);

        paid.atTheSameMoment(
                () -> paid.decide(acceptedFirst ? "accept" : "dismiss", paid.one),
                () -> paid.decide(acceptedFirst ? "dismiss" : "accept", paid.other));

        assertThat(paid.status()).isEqualTo("succeeded");
        assertThat(paid.amounts()).containsExactly(acceptedFirst ? PaidTwice.FIRST_AMOUNT : PaidTwice.SECOND_AMOUNT);
        assertThat(paid.events()).containsExactly("payment.succeeded");
    }

    @Test
    void bothThatAreAcceptedAtTheSameMomentAreAPaymentEach() throws SQLException {
        PaidTwice paid = new PaidTwice(gateway, database, true);

        paid.atTheSameMoment(() -> paid.decide("accept", paid.one), () -> paid.decide("accept", paid.other));

        assertThat(paid.amounts()).containsExactlyInAnyOrder(PaidTwice.FIRST_AMOUNT, PaidTwice.SECOND_AMOUNT);
        assertThat(paid.api.get("/v1/payments?status=pending").data()).isEmpty();
    }

    /** The last attempt in review is dismissed while more money comes in, which is written first. */
    @Test
    void moneyThatComesWhileTheLastOneIsDismissedMayStillBecomeThePayment() throws SQLException {
        PaidTwice paid = new PaidTwice(gateway, database, true);
        paid.dismiss(paid.other);

        paid.atTheSameMoment(
                () -> paid.receive("third", THIRD_AMOUNT, "USD").toCompletionStage(),
                () -> paid.decide("dismiss", paid.one));

        assertThat(paid.status()).isEqualTo("pending");
        paid.accept(paid.inReview().getFirst());
        assertThat(paid.status()).isEqualTo("succeeded");
        assertThat(paid.amounts()).containsExactly(THIRD_AMOUNT);
    }

    /** What was dismissed comes in again, in another amount, while the last attempt in review is dismissed. */
    @Test
    void anEndedAttemptThatIsInReviewAgainMayStillBecomeThePayment() throws SQLException {
        PaidTwice paid = new PaidTwice(gateway, database, true);
        paid.dismiss(paid.one);

        paid.atTheSameMoment(
                () -> paid.receive("first", PaidTwice.FIRST_AMOUNT, "USD").toCompletionStage(),
                () -> paid.decide("dismiss", paid.other));

        assertThat(paid.inReview()).containsExactly(paid.one);
        assertThat(paid.status()).isEqualTo("pending");
    }
}
