package com.plugipay.pages;

import com.plugipay.checkout.BuyerCheckout;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.connections.Connections;
import com.plugipay.payments.DirectPayments;
import com.plugipay.payments.PaymentStore;
import com.plugipay.proofs.Proofs;
import io.vertx.ext.web.Router;
import java.time.InstantSource;

/** Everything that a browser is shown. */
public final class Pages {
    private final Assets assets = Assets.load();
    private final HostedCheckout checkout;
    private final PaymentReturn comeBack;
    private final ProofUpload proofs;

    public Pages(
            BuyerCheckout buyer,
            Proofs proofs,
            PaymentStore payments,
            DirectPayments direct,
            ClientAddresses clients,
            Connections connections,
            InstantSource clock) {
        this.comeBack = new PaymentReturn(payments, direct, clients, clock);
        this.checkout = new HostedCheckout(buyer, new CheckoutPage(assets), clients, clock);
        this.proofs = new ProofUpload(checkout, buyer, proofs, connections);
    }

    /** The routes that read their bodies themselves. */
    public void mountUploads(Router router) {
        proofs.mount(router);
    }

    public void mount(Router router) {
        router.get("/static/:name").handler(assets);
        checkout.mount(router);
        comeBack.mount(router);
        new DocsPage(assets).mount(router);
    }
}
