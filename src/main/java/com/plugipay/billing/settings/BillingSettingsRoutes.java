package com.plugipay.billing.settings;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.outbox.Change;
import com.plugipay.pictures.SafePicture;
import com.plugipay.pictures.UnreadablePicture;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/** Billing settings over HTTP. */
final class BillingSettingsRoutes {
    private final BillingSettingsStore settings;
    private final WorkerExecutor pictures;

    BillingSettingsRoutes(BillingSettingsStore settings, WorkerExecutor pictures) {
        this.settings = settings;
        this.pictures = pictures;
    }

    void mount(Operations api) {
        api.get("/billing-settings", "Retrieve the time zone, number format and business details of invoices")
                .returns(200, BillingSettings.class)
                .handledBy(call -> settings.find(call.tenant()));
        api.patch("/billing-settings", "Change the given billing settings; null takes a value away")
                .acceptsSome(BillingSettingsInput.class)
                .returns(200, BillingSettings.class)
                .handledBy(this::change);
    }

    private Change<BillingSettings> change(Call<BillingSettingsInput> call) {
        return Change.after(() -> settings.find(call.tenant()).compose(before -> {
            BillingSettingsInput input = call.changed(before.unchanged());
            return logo(input).map(brought -> {
                BillingSettings after = before.changed(input, brought, call.now());
                return settings.update(call.context(), before, after, brought);
            });
        }));
    }

    private Future<Optional<SafePicture>> logo(BillingSettingsInput input) {
        return BillingSettings.bringsLogo(input)
                ? pictures.executeBlocking(() -> Optional.of(picture(Objects.requireNonNull(input.logo()))), false)
                : Future.succeededFuture(Optional.empty());
    }

    private static SafePicture picture(String dataUrl) {
        try {
            SafePicture picture =
                    SafePicture.of(Base64.getDecoder().decode(dataUrl.substring(dataUrl.indexOf(',') + 1)));
            if (Math.max(picture.width(), picture.height()) > Logo.LONGEST_SIDE) {
                throw ErrorCode.VALIDATION_ERROR.forField(
                        "logo", "A logo has at most " + Logo.LONGEST_SIDE + " pixels on each side.");
            }
            return picture;
        } catch (UnreadablePicture | IllegalArgumentException wrong) {
            throw ErrorCode.VALIDATION_ERROR.forField("logo", "The logo must be an undamaged PNG or JPEG.");
        }
    }
}
