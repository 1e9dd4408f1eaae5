package com.plugipay.pages;

import com.plugipay.checkout.BuyerCheckout;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.payments.PaymentModule;
import com.plugipay.proofs.Proofs;
import io.vertx.ext.web.Router;

/** The pages for browsers: checkout, the redirect after a payment, documentation, and their files. */
public final class PageModule implements Module {
    private final Assets assets = Assets.load();
    private final HostedCheckout checkout;
    private final PaymentReturn paymentReturn;
    private final ProofUpload proofs;

    public PageModule(Node node, BuyerCheckout buyer, Proofs proofs, PaymentModule payments) {
        this.paymentReturn = new PaymentReturn(payments.payments(), payments.direct(), node.clients(), node.clock());
        this.checkout = new HostedCheckout(buyer, new CheckoutPage(assets), node.clients(), node.clock());
        this.proofs = new ProofUpload(checkout, buyer, proofs, node.connections());
    }

    @Override
    public void mountUploads(Router router) {
        proofs.mount(router);
    }

    @Override
    public void mount(Router router) {
        router.get("/static/:name").handler(assets);
        checkout.mount(router);
        paymentReturn.mount(router);
        new DocsPage(assets).mount(router);
    }
}
