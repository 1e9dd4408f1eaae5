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
  const invoice = await xendit.Invoice.createInvoice({
    data: {externalId: 'order-1', amount: 150000, description: 'Order 1', invoiceDuration: '3600',
      successRedirectUrl: 'https://toko.example/ok', payerEmail: 'budi@example.com'},
  });
  seen.invoice = [invoice.externalId, invoice.amount, invoice.status, invoice.availableBanks.length,
    invoice.expiryDate - invoice.created];
  seen.invoiceUrl = invoice.invoiceUrl;
  const found = await xendit.Invoice.getInvoiceById({invoiceId: invoice.id});
  const listed = await xendit.Invoice.getInvoices({externalId: 'order-1', statuses: ['PENDING', 'PAID']});
  seen.found = [found.status, listed.length, listed[0].id === invoice.id];

  const late = await xendit.Invoice.createInvoice({data: {externalId: 'order-2', amount: 20000}});
  seen.expired = (await xendit.Invoice.expireInvoice({invoiceId: late.id})).status;

  await pay(invoice.id);
  seen.paid = (await xendit.Invoice.getInvoiceById({invoiceId: invoice.id})).status;

  const question = {invoiceId: invoice.id, amount: 50000, currency: 'IDR', reason: 'REQUESTED_BY_CUSTOMER',
    referenceId: 'refund-1'};
  const refund = await xendit.Refund.createRefund({idempotencyKey: 'key-1', data: question});
  const again = await xendit.Refund.createRefund({idempotencyKey: 'key-1', data: question});
  seen.refund = [refund.amount, refund.channelCode, again.id === refund.id];
  seen.otherBody = await failure(
    xendit.Refund.createRefund({idempotencyKey: 'key-1', data: {...question, amount: 1}}));
  seen.inProgress = await failure(xendit.Refund.createRefund({data: question}));
  seen.refunds = (await xendit.Refund.getAllRefunds({invoiceId: invoice.id})).data.length;
  seen.refundFound = (await xendit.Refund.getRefund({refundID: refund.id})).id === refund.id;

  const request = await xendit.PaymentRequest.createPaymentRequest({
    idempotencyKey: 'key-2',
    data: {referenceId: 'order-3', amount: 25000, currency: 'IDR', country: 'ID',
      paymentMethod: {type: 'QR_CODE', reusability: 'ONE_TIME_USE', qrCode: {channelCode: 'QRIS'}}},
  });
  seen.request = [request.status, request.amount, request.paymentMethod.qrCode.channelProperties.qrString.slice(0, 12)];
  await xendit.PaymentRequest.simulatePaymentRequestPayment({paymentRequestId: request.id});
  seen.requestPaid = (await xendit.PaymentRequest.getPaymentRequestByID({paymentRequestId: request.id})).status;

  const transactions = await xendit.Transaction.getAllTransactions({types: ['PAYMENT', 'REFUND'], limit: 50});
  const payment = transactions.data.find(line => line.referenceId === 'order-1');
  seen.transaction = [payment.type, payment.amount, payment.fee.status, payment.channelCategory, payment.cashflow];
  seen.transactionFound = (await xendit.Transaction.getTransactionByID({id: payment.id})).productId === payment.productId;
  seen.balance = (await xendit.Balance.getBalance({accountType: 'CASH', currency: 'IDR'})).balance;

  seen.unknownKey = await failure(refused.Balance.getBalance());
  seen.unknownInvoice = await failure(xendit.Invoice.getInvoiceById({invoiceId: 'nothing'}));
  seen.badEmail = await failure(
    xendit.Invoice.createInvoice({data: {externalId: 'x', amount: 10000, payerEmail: 'nobody'}}));
  console.log(JSON.stringify(seen));
})().catch(error => {
  console.error(error);
  process.exit(1);
});
