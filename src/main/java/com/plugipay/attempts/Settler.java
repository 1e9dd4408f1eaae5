package com.plugipay.attempts;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.providers.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * Settles outcomes of charges, whether a response, a callback, a poll or the merchant reported them. It is implemented in
 * {@code settlement}, which depends on attempts and payments; those depend only on this interface.
 *
 * <p>The same outcome changes nothing the second time.
 */
public interface Settler {
    /** The code of the conflict when an outcome has a provider's reference that another payment has already. */
    String REFERENCE_OF_ANOTHER = "reference_of_another_payment";

    /** The conflict with which settling fails then. */
    static ApiException referenceOfAnother() {
        return ErrorCode.CONFLICT
                .withMessage("The provider gave this reference to another payment.")
                .with(List.of(Map.of("code", REFERENCE_OF_ANOTHER)));
    }

    /** Whether settling has failed with that conflict. */
    static boolean isReferenceOfAnother(Throwable failure) {
        return failure instanceof ApiException refused
                && refused.details().contains(Map.of("code", REFERENCE_OF_ANOTHER));
    }

    /** Settles an outcome; returns the attempt as it then is. */
    Future<Attempt> settle(ChangeContext context, String attemptId, Outcome outcome);

    /** The same for an attempt that was read just now, which is not read again. */
    Future<Attempt> settle(ChangeContext context, Attempt attempt, Outcome outcome);

    /** Ends an attempt whose provider was asked once and has certainly not made the charge. */
    Future<Attempt> notDone(ChangeContext context, String attemptId, Outcome.NotDone outcome);

    /** Cancels an attempt that is under way. A later poll asks the provider to cancel it too, unless it has done so. */
    Future<Attempt> abandon(ChangeContext context, String attemptId, boolean isCanceledAtProvider);

    /** Records the fee that the provider has kept of an attempt that has succeeded, in minor units. */
    Future<Attempt> feeKnown(ChangeContext context, String attemptId, long fee);
}
