package com.plugipay.billing.settings;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.files.FileAddress;
import com.plugipay.files.FileStore;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.json.Json;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.Write;
import com.plugipay.pictures.SafePicture;
import com.plugipay.providers.accounts.ConnectedMethods;
import com.plugipay.providers.accounts.MethodRouting;
import com.plugipay.providers.accounts.MethodRoutingStore;
import com.plugipay.providers.accounts.ProviderAccountList;
import com.plugipay.providers.accounts.ProviderAccountStore;
import com.plugipay.templates.Template;
import com.plugipay.templates.TemplateKind;
import com.plugipay.templates.TemplateSet;
import com.plugipay.templates.TemplateStore;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of the checkout over HTTP: one page over what is stored in several places. */
final class CheckoutSettingsRoutes {
    private static final String PATH = "/checkout/settings";

    /** Also sets which provider is asked, which the path does not say. */
    private static final String PERMISSION = "checkout-settings";

    private static final String LOGO = "brandLogoUrl";

    private final BillingSettingsStore settings;
    private final TemplateStore templates;
    private final MethodRoutingStore routings;
    private final ProviderAccountStore accounts;
    private final ConnectedMethods methods;
    private final FileStore files;
    private final WorkerExecutor pictures;
    private final String baseUrl;

    /** A logo, and its content if it is another than before. */
    private record ChosenLogo(@Nullable Logo logo, Optional<SafePicture> brought) {}

    /** @param baseUrl that of this server, which clients may have put before the address of a picture */
    CheckoutSettingsRoutes(
            BillingSettingsStore settings,
            TemplateStore templates,
            MethodRoutingStore routings,
            ProviderAccountStore accounts,
            ConnectedMethods methods,
            FileStore files,
            WorkerExecutor pictures,
            String baseUrl) {
        this.settings = settings;
        this.templates = templates;
        this.routings = routings;
        this.accounts = accounts;
        this.methods = methods;
        this.files = files;
        this.pictures = pictures;
        this.baseUrl = baseUrl;
    }

    void mount(Operations api) {
        api.get(PATH, "Retrieve the methods, the looks and the business details of the checkout")
                .requires(PERMISSION)
                .returns(200, CheckoutSettings.class)
                .handledBy(call -> read(call.tenant()).map(found -> found.shown(call.mount())));
        api.patch(PATH, "Change the given settings of the checkout; null takes a value away")
                .requires(PERMISSION)
                .acceptsSome(CheckoutSettingsInput.class)
                .returns(200, CheckoutSettings.class)
                .handledBy(this::change);
    }

    private Future<StoredCheckoutSettings> read(Tenant tenant) {
        Future<BillingSettings> business = settings.find(tenant);
        Future<MethodRoutingStore.Stored> routing = routings.find(tenant);
        Future<TemplateSet> all = templates.all(tenant);
        Future<ProviderAccountList> connected = accounts.all(tenant);
        return Future.all(business, routing, all, connected)
                .map(found -> new StoredCheckoutSettings(
                        business.result(),
                        routing.result(),
                        all.result().defaultOf(TemplateKind.RECEIPT).orElse(null),
                        connected.result()));
    }

    private Change<CheckoutSettings> change(Call<CheckoutSettingsInput> call) {
        return Change.after(() -> read(call.tenant()).compose(before -> {
            CheckoutSettingsInput unchanged = before.unchanged(call.mount());
            CheckoutSettingsInput input = call.changed(unchanged);
            return logo(before, input.brandLogoUrl(), unchanged.brandLogoUrl())
                    .map(logo -> change(call, before, unchanged, input, logo));
        }));
    }

    private Change<CheckoutSettings> change(
            Call<CheckoutSettingsInput> call,
            StoredCheckoutSettings before,
            CheckoutSettingsInput unchanged,
            CheckoutSettingsInput input,
            ChosenLogo logo) {
        List<String> differences = differences(unchanged, input);
        if (differences.isEmpty()) {
            return Change.none(before.shown(call.mount()));
        }
        BillingSettings business = before.business(input, logo.logo(), call.now());
        boolean isRouted = !Objects.equals(input.enabledMethods(), unchanged.enabledMethods())
                || !Objects.equals(input.methodOrder(), unchanged.methodOrder())
                || !Objects.equals(input.methodAdapter(), unchanged.methodAdapter());
        MethodRouting routing = isRouted ? before.routing(input) : before.routing();
        Template receipt = before.receipt(input, call.now());
        Write write = Write.of(call.context());
        MethodRoutingStore.requireUnchanged(write, before.stored());
        TemplateStore.requireUnchanged(write, TemplateKind.RECEIPT, before.receipt());
        BillingSettingsStore.changeWithOthers(write, before.business(), business, logo.brought());
        if (!routing.equals(before.routing())) {
            MethodRoutingStore.change(write, before.stored(), routing);
        }
        if (!Objects.equals(receipt, before.receipt())) {
            TemplateStore.changeDefault(write, before.receipt(), receipt);
        }
        return write.audit("checkout_settings.updated", call.tenant().workspaceId(), Map.of("fields", differences))
                .returning(new StoredCheckoutSettings(
                                business, new MethodRoutingStore.Stored(routing, null), receipt, before.accounts())
                        .shown(call.mount()))
                .then(() -> forget(call.tenant()));
    }

    private void forget(Tenant tenant) {
        settings.forget(tenant);
        methods.forget(tenant);
        templates.forget(tenant);
    }

    /** The names of the fields that change. */
    private static List<String> differences(CheckoutSettingsInput before, CheckoutSettingsInput after) {
        Map<String, Object> former = Json.map(before);
        Map<String, Object> wanted = Json.map(after);
        return Stream.concat(former.keySet().stream(), wanted.keySet().stream())
                .distinct()
                .filter(name -> !Objects.equals(former.get(name), wanted.get(name)))
                .sorted()
                .toList();
    }

    /** The logo from now on. One that was given with the billing settings stays until another is uploaded. */
    private Future<ChosenLogo> logo(StoredCheckoutSettings before, @Nullable String url, @Nullable String present) {
        if (url == null) {
            return Future.succeededFuture(
                    new ChosenLogo(present == null ? before.business().logo() : null, Optional.empty()));
        }
        String relative = url.startsWith(baseUrl + '/') ? url.substring(baseUrl.length()) : url;
        String name = FileAddress.name(relative)
                .orElseThrow(() -> refusal("Upload the picture by POST /uploads/image, and give the address that it"
                        + " answers: nothing is fetched from other servers."));
        Logo logo = before.business().logo();
        if (logo != null && name.equals(logo.fileName())) {
            return Future.succeededFuture(new ChosenLogo(logo, Optional.empty()));
        }
        return files.find(before.business().tenant(), name)
                .map(found -> found.orElseThrow(() -> refusal("There is no such picture in this workspace and mode.")))
                .compose(picture -> pictures.executeBlocking(() -> Logo.small(picture), false))
                .map(small -> small.orElseThrow(() -> refusal("The picture is too detailed for a logo.")))
                .map(small -> new ChosenLogo(Logo.of(small, name), Optional.of(small)));
    }

    private static ApiException refusal(String message) {
        return ErrorCode.VALIDATION_ERROR.forField(LOGO, message);
    }
}
