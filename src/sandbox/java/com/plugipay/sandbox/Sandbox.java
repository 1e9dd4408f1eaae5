package com.plugipay.sandbox;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.providers.ProviderConfig;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.sandbox.kit.StandInSettings;
import com.plugipay.sandbox.kit.StandIns;
import com.plugipay.sandbox.mailbox.Mailbox;
import com.plugipay.sandbox.midtrans.MidtransStandIn;
import com.plugipay.sandbox.midtrans.api.MidtransMerchant;
import com.plugipay.sandbox.midtrans.api.MidtransOptions;
import com.plugipay.sandbox.paypal.CertificateAuthority;
import com.plugipay.sandbox.paypal.PayPalStandIn;
import com.plugipay.sandbox.paypal.api.RestApp;
import com.plugipay.sandbox.xendit.XenditMerchant;
import com.plugipay.sandbox.xendit.XenditStandIn;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpResponseExpectation;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The stand-ins of all providers on one port, with a mailbox beside them. Each stand-in has some merchants that a gateway's
 * test accounts can be connected to. They have a Vert.x of their own: the gateway reaches them as it reaches the real ones.
 */
public record Sandbox(Vertx vertx, StandIns standIns, Mailbox mailbox, Path directory) {
    /**
     * Starts them.
     *
     * @param directory where the authority is kept that signs PayPal's certificates
     * @param merchants how many accounts each provider has, counted from 0
     */
    public static Future<Sandbox> start(StandInSettings settings, Path directory, int merchants) throws IOException {
        CertificateAuthority authority = CertificateAuthority.keptIn(directory);
        Mailbox mailbox = Mailbox.start(settings.host());
        StandIns standIns = new StandIns(
                settings,
                List.of(
                        tools -> new XenditStandIn(tools, each(merchants, Sandbox::xendit)),
                        tools -> new MidtransStandIn(
                                tools, each(merchants, Sandbox::midtrans), MidtransOptions.STANDARD),
                        tools -> new PayPalStandIn(tools, each(merchants, Sandbox::paypal), authority)),
                mailbox::mount);
        Vertx vertx = Vertx.vertx();
        return vertx.deployVerticle(standIns).map(id -> new Sandbox(vertx, standIns, mailbox, directory));
    }

    private static <M> List<M> each(int merchants, IntFunction<M> merchant) {
        return IntStream.range(0, merchants).mapToObj(merchant).toList();
    }

    /** Where they are, without a slash at the end. */
    public String url() {
        return standIns.publicUrl();
    }

    /** What a gateway's configuration has to say to reach them, by environment variable. */
    public Map<String, String> environment() {
        return Map.of(
                "PLUGIPAY_MAIL_HOST",
                mailbox.host(),
                "PLUGIPAY_MAIL_PORT",
                String.valueOf(mailbox.port()),
                "PLUGIPAY_MAIL_SECURITY",
                "none",
                "PLUGIPAY_MAIL_FROM",
                "plugipay@localhost",
                "PLUGIPAY_PROVIDERS_XENDIT_URL",
                url() + "/xendit",
                "PLUGIPAY_PROVIDERS_MIDTRANS_SANDBOX_URL",
                url() + "/midtrans",
                "PLUGIPAY_PROVIDERS_MIDTRANS_SANDBOX_SNAP_URL",
                url() + "/midtrans/snap/v1",
                "PLUGIPAY_PROVIDERS_PAYPAL_SANDBOX_URL",
                url() + "/paypal",
                "PLUGIPAY_PROVIDERS_PAYPAL_CERTIFICATE_HOSTS",
                url() + "/paypal",
                "PLUGIPAY_PROVIDERS_PAYPAL_CERTIFICATE_AUTHORITY",
                authorityFile());
    }

    /** The same as it is read, with the time that one request may take; after a fault that is a 429 no account rests. */
    public ProviderConfig config(int timeoutMs) {
        ProviderConfig standard = ProviderConfig.standard();
        return new ProviderConfig(
                timeoutMs,
                standard.poolSize(),
                standard.queueSize(),
                0,
                url() + "/xendit",
                url() + "/midtrans",
                url() + "/midtrans/snap/v1",
                standard.midtransProductionUrl(),
                standard.midtransProductionSnapUrl(),
                url() + "/paypal",
                standard.paypalLiveUrl(),
                List.of(url() + "/paypal"),
                authorityFile());
    }

    private static XenditMerchant xendit(int number) {
        JsonObject account = account(XenditFactory.KIND, number);
        return new XenditMerchant(account.getString("secretKey"), account.getString("callbackToken"), null);
    }

    private static MidtransMerchant midtrans(int number) {
        JsonObject account = account(MidtransFactory.KIND, number);
        return new MidtransMerchant(
                account.getString("serverKey"), account.getString("clientKey"), "G00000" + number, null);
    }

    private static RestApp paypal(int number) {
        JsonObject account = account(PayPalFactory.KIND, number);
        return new RestApp(account.getString("clientId"), account.getString("secret"));
    }

    /** What a workspace is connected with to a provider's merchant of that number: the body of its PUT. */
    public static JsonObject account(ProviderKind kind, int number) {
        return switch (kind.text()) {
            case "xendit" ->
                json(
                        "secretKey", "xnd_development_standin" + number,
                        "callbackToken", "standin-callback-token-" + number);
            case "midtrans" ->
                json("serverKey", "SB-Mid-server-standin" + number, "clientKey", "SB-Mid-client-standin" + number);
            case "paypal" -> json("clientId", "standin-client-" + number, "secret", "standin-client-secret-" + number);
            default -> throw new IllegalArgumentException("Nobody stands in for the merchant's own bank");
        };
    }

    /** Does what a merchant does by hand in Xendit's dashboard: says where its callbacks go. */
    public Future<Void> setXenditCallbacks(int number, String callbackUrl) {
        WebClient client = WebClient.create(vertx);
        return client.postAbs(url() + "/xendit/dashboard/callbacks")
                .sendJsonObject(account(XenditFactory.KIND, number).put("url", callbackUrl))
                .expecting(HttpResponseExpectation.SC_NO_CONTENT)
                .onComplete(told -> client.close())
                .mapEmpty();
    }

    public Future<Void> stop() {
        mailbox.close();
        return vertx.close();
    }

    private String authorityFile() {
        return directory.resolve(CertificateAuthority.CERTIFICATE_FILE).toString();
    }
}
