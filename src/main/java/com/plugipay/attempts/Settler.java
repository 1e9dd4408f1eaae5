package com.plugipay.attempts;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.providers.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * Where every outcome of a charge ends: that of the charge itself, a callback's, a look-up's, the merchant's word.
 *
 * <p>Idempotent in effect, whoever comes first and how often: the same outcome twice changes nothing the second time.
 */
public interface Settler {
    /** The code in the details of the conflict when an outcome names what the provider calls another payment. */
    String REFERENCE_OF_ANOTHER = "reference_of_another_payment";

    /** The conflict that settling fails with then. */
    static ApiException referenceOfAnother() {
        return ErrorCode.CONFLICT
                .withMessage("The provider gave this reference to another payment.")
                .with(List.of(Map.of("code", REFERENCE_OF_ANOTHER)));
    }

    /** Whether settling has failed with that. */
    static boolean isReferenceOfAnother(Throwable failure) {
        return failure instanceof ApiException refused
                && refused.details().contains(Map.of("code", REFERENCE_OF_ANOTHER));
    }

    /** Makes of an outcome what follows from it; gives the attempt as it then is. */
    Future<Attempt> settle(ChangeContext origin, String attemptId, Outcome outcome);

    /** The same of an attempt that was read just now, and so need not be read again. */
    Future<Attempt> settle(ChangeContext origin, Attempt attempt, Outcome outcome);

    /** Ends an attempt for which its provider was asked once and certainly has done nothing. */
    Future<Attempt> notDone(ChangeContext origin, String attemptId, Outcome.NotDone outcome);

    /** Gives an attempt up that is under way; its provider is asked to cancel it when it has not done so yet. */
    Future<Attempt> abandon(ChangeContext origin, String attemptId, boolean providerKnows);

    /** Notes what the provider has kept of an attempt that has succeeded, in minor units. */
    Future<Attempt> feeKnown(ChangeContext origin, String attemptId, long fee);
}
