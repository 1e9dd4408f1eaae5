// midtrans-client against the stand-in: node midtrans.cjs <base url> <server key> <client key> <merchant's url>
const ApiConfig = require('midtrans-client/lib/apiConfig');
const { CoreApi, Snap } = require('midtrans-client');

const [base, serverKey, clientKey, merchantUrl] = process.argv.slice(2);
// The library has no option for it: these are read before every request.
ApiConfig.CORE_SANDBOX_BASE_URL = base;
ApiConfig.SNAP_SANDBOX_BASE_URL = base + '/snap/v1';

const order = (id) => ({ transaction_details: { order_id: id, gross_amount: 10000 } });
const transfer = (id) => ({ ...order(id), payment_type: 'bank_transfer', bank_transfer: { bank: 'bca' } });
const brief = (answer) => `${answer.status_code} ${answer.transaction_status}`;

async function refusal(promise) {
    try {
        await promise;
    } catch (error) {
        return String(error.httpStatusCode);
    }
    throw new Error('this must be refused');
}

async function buyerPays(id) {
    const answer = await fetch(new URL('/control/midtrans/act', base), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ id, action: 'pay' }),
    });
    if (answer.status !== 204) {
        throw new Error(await answer.text());
    }
}

async function main() {
    const core = new CoreApi({ isProduction: false, serverKey, clientKey });
    const snap = new Snap({ isProduction: false, serverKey, clientKey });
    const stranger = new CoreApi({ isProduction: false, serverKey: 'wrong', clientKey });
    core.httpClient.http_client.defaults.headers.common['X-Override-Notification'] = merchantUrl + '/named';
    const seen = {};

    seen.snap = await snap.createTransaction(order('sdk-snap'));
    seen.notStarted = await refusal(snap.transaction.status('sdk-snap'));
    seen.wrongKey = await refusal(stranger.charge(transfer('sdk-0')));
    seen.invalid = await refusal(core.charge({ payment_type: 'qris' }));

    seen.transfer = await core.charge(transfer('sdk-1'));
    seen.duplicate = await refusal(core.charge(transfer('sdk-1')));
    seen.pending = brief(await core.transaction.status('sdk-1'));
    seen.canceled = brief(await core.transaction.cancel('sdk-1'));

    await core.charge(transfer('sdk-2'));
    seen.expired = brief(await core.transaction.expire('sdk-2'));

    seen.qris = await core.charge({ ...order('sdk-3'), payment_type: 'qris', qris: { acquirer: 'gopay' } });
    seen.unsettledRefund = await refusal(core.transaction.refund('sdk-3', { refund_key: 'rf-0', amount: 4000 }));
    await buyerPays(seen.qris.transaction_id);
    seen.settled = brief(await core.transaction.status(seen.qris.transaction_id));
    const part = await core.transaction.refund('sdk-3', { refund_key: 'rf-1', amount: 4000, reason: 'too small' });
    seen.refunded = `${brief(part)} ${part.refund_amount}`;
    const rest = await core.transaction.refundDirect('sdk-3', { refund_key: 'rf-2', amount: 6000 });
    seen.directlyRefunded = `${brief(rest)} ${rest.refund_amount}`;
    seen.notified = brief(await core.transaction.notification({ transaction_id: seen.qris.transaction_id }));

    const token = await core.cardToken({
        card_number: '4811111111111114',
        card_exp_month: '12',
        card_exp_year: '2030',
        card_cvv: '123',
        client_key: clientKey,
    });
    const card = { token_id: token.token_id, authentication: false };
    seen.card = brief(await core.charge({ ...order('sdk-4'), payment_type: 'credit_card', credit_card: card }));

    console.log(JSON.stringify(seen));
}

main().catch((error) => {
    console.error(error);
    process.exit(1);
});
