// What a merchant's own program does with Xendit's client library, against the stand-in.
// Prints one JSON object of what the library made of the answers.
const {Xendit} = require('xendit-node');

const [standIn, secretKey, control] = process.argv.slice(2);
const xendit = new Xendit({secretKey, xenditURL: standIn});
const refused = new Xendit({secretKey: 'xnd_development_unknown', xenditURL: standIn});

async function failure(promise) {
  try {
    await promise;
    return 'no failure';
  } catch (error) {
    return `${error.status} ${error.errorCode}`;
  }
}

async function pay(id) {
  const answer = await fetch(control + '/control/xendit/act', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({id, action: 'pay'}),
  });
  if (answer.status !== 204) throw new Error(await answer.text());
}

(async () => {
  const seen = {};
  // The library has no call for version 3 of the payment requests.
  const request = await (await fetch(standIn + '/v3/payment_requests', {
    method: 'POST',
    headers: {
      'Authorization': 'Basic ' + Buffer.from(secretKey + ':').toString('base64'),
      'Content-Type': 'application/json',
      'api-version': '2024-11-11',
    },
    body: JSON.stringify({reference_id: 'order-1', type: 'PAY', country: 'ID', currency: 'IDR', request_amount: 150000,
      channel_code: 'QRIS', channel_properties: {}}),
  })).json();
  await pay(request.payment_request_id);

  const question = {paymentRequestId: request.payment_request_id, amount: 50000, currency: 'IDR', reason: 'REQUESTED_BY_CUSTOMER',
    referenceId: 'refund-1'};
  const refund = await xendit.Refund.createRefund({idempotencyKey: 'key-1', data: question});
  const again = await xendit.Refund.createRefund({idempotencyKey: 'key-1', data: question});
  seen.refund = [refund.amount, refund.channelCode, again.id === refund.id];
  seen.otherBody = await failure(
    xendit.Refund.createRefund({idempotencyKey: 'key-1', data: {...question, amount: 1}}));
  seen.inProgress = await failure(xendit.Refund.createRefund({data: question}));
  seen.refunds = (await xendit.Refund.getAllRefunds({paymentRequestId: request.payment_request_id})).data.length;
  seen.refundFound = (await xendit.Refund.getRefund({refundID: refund.id})).id === refund.id;

  const transactions = await xendit.Transaction.getAllTransactions({types: ['PAYMENT', 'REFUND'], limit: 50});
  const payment = transactions.data.find(line => line.referenceId === 'order-1');
  seen.transaction = [payment.type, payment.amount, payment.fee.status, payment.channelCategory, payment.cashflow];
  seen.transactionFound = (await xendit.Transaction.getTransactionByID({id: payment.id})).productId === payment.productId;
  seen.balance = (await xendit.Balance.getBalance({accountType: 'CASH', currency: 'IDR'})).balance;

  seen.unknownKey = await failure(refused.Balance.getBalance());
  console.log(JSON.stringify(seen));
})().catch(error => {
  console.error(error);
  process.exit(1);
});
