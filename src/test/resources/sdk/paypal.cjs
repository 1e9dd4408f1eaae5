// A purchase and its refund, as PayPal's own client library makes them. Argument: where the stand-ins are.
const axios = require('axios');
const { Client, Environment, OrdersController, PaymentsController } = require('@paypal/paypal-server-sdk');

const [standIns] = process.argv.slice(2);
const client = new Client({
    environment: Environment.Sandbox,
    clientCredentialsAuthCredentials: { oAuthClientId: 'client-1', oAuthClientSecret: 'secret-1' },
    // The library knows only PayPal's own addresses.
    unstable_httpClientOptions: {
        adapter: config => {
            config.url = config.url.replace('https://api-m.sandbox.paypal.com', `${standIns}/paypal`);
            return axios.getAdapter('http')(config);
        },
    },
});
const orders = new OrdersController(client);
const payments = new PaymentsController(client);

async function refused(call) {
    try {
        await call;
        return 'not refused';
    } catch (error) {
        return { status: error.statusCode, issue: error.result.details[0].issue, debugId: Boolean(error.result.debug_id) };
    }
}

async function main() {
    const created = await orders.createOrder({
        paypalRequestId: 'sdk-create',
        prefer: 'return=representation',
        body: {
            intent: 'CAPTURE',
            purchaseUnits: [{ customId: 'payment-1', invoiceId: 'sdk-1', amount: { currencyCode: 'USD', value: '10.00' } }],
            paymentSource: { paypal: { experienceContext: {
                userAction: 'PAY_NOW', returnUrl: 'https://toko.example/r', cancelUrl: 'https://toko.example/c' } } },
        },
    });
    const id = created.result.id;
    const early = await refused(orders.captureOrder({ id, paypalRequestId: 'sdk-capture' }));

    const acted = await axios.post(`${standIns}/control/paypal/act`, { id, action: 'pay' });
    const captured = await orders.captureOrder({ id, paypalRequestId: 'sdk-capture', prefer: 'return=representation' });
    const again = await orders.captureOrder({ id, paypalRequestId: 'sdk-capture' });
    const found = await orders.getOrder({ id });
    const capture = captured.result.purchaseUnits[0].payments.captures[0];
    const refunded = await payments.refundCapturedPayment({
        captureId: capture.id,
        paypalRequestId: 'sdk-refund',
        prefer: 'return=representation',
        body: { amount: { currencyCode: 'USD', value: '4.00' }, invoiceId: 'rf-1' },
    });
    const afterwards = await payments.getCapturedPayment({ captureId: capture.id });
    const refund = await payments.getRefund({ refundId: refunded.result.id });
    const tooMuch = await refused(payments.refundCapturedPayment({
        captureId: capture.id, body: { amount: { currencyCode: 'USD', value: '7.00' } } }));

    console.log(JSON.stringify({
        created: { http: created.statusCode, status: created.result.status, link: created.result.links.find(l => l.rel === 'payer-action').href, id },
        early,
        acted: acted.status,
        captured: {
            http: captured.statusCode,
            order: captured.result.status,
            capture: capture.status,
            fee: capture.sellerReceivableBreakdown.paypalFee.value,
            invoiceId: capture.invoiceId,
        },
        again: { http: again.statusCode, keys: Object.keys(again.result).sort() },
        found: { status: found.result.status, payer: found.result.payer.payerId },
        refunded: { http: refunded.statusCode, status: refunded.result.status, total: refunded.result.sellerPayableBreakdown.totalRefundedAmount.value },
        afterwards: afterwards.result.status,
        refund: refund.result.amount.value,
        tooMuch,
    }));
}

main().catch(error => {
    console.error(error);
    process.exit(1);
});
