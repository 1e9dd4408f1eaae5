package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.Records;
import com.plugipay.sandbox.xendit.api.XenditRefusal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that the stand-in knows, in the order in which it came; gone when it stops. */
public final class XenditLedger {
    private final Records<PaymentRequest> requests = new Records<>(PaymentRequest::id, PaymentRequest::account);
    private final Records<Checkout> checkouts = new Records<>(Checkout::id, Checkout::account);
    private final Records<XenditRefund> refunds =
            new Records<>(refund -> refund.id(), refund -> refund.request.account());
    /** By what the buyer is shown: numbers and codes are unique. */
    private final Map<String, PaymentRequest> byCode = new LinkedHashMap<>();

    void add(PaymentRequest request) {
        requests.add(request);
        request.code().ifPresent(code -> byCode.put(code, request));
    }

    void add(Checkout checkout) {
        checkouts.add(checkout);
    }

    void add(XenditRefund refund) {
        refunds.add(refund);
    }

    public Collection<PaymentRequest> requests() {
        return requests.all();
    }

    Collection<Checkout> checkouts() {
        return checkouts.all();
    }

    @Nullable
    public PaymentRequest request(String id) {
        return requests.find(id).orElse(null);
    }

    @Nullable
    public Checkout checkout(String id) {
        return checkouts.find(id).orElse(null);
    }

    @Nullable
    public XenditRefund refund(String id) {
        return refunds.find(id).orElse(null);
    }

    public Optional<PaymentRequest> byCode(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** Refuses what is not there and what is somebody else's alike. */
    public PaymentRequest request(Account account, String id) {
        return requests.find(account, id).orElseThrow(XenditRefusal::notFound);
    }

    public Checkout checkout(Account account, String id) {
        return checkouts.find(account, id).orElseThrow(XenditRefusal::notFound);
    }

    public XenditRefund refund(Account account, String id) {
        return refunds.find(account, id).orElseThrow(XenditRefusal::notFound);
    }

    /** Newest first. */
    public List<PaymentRequest> requests(Account account) {
        return requests.of(account);
    }

    public List<XenditRefund> refunds(Account account) {
        return refunds.of(account);
    }

    public List<XenditRefund> refunds(PaymentRequest request) {
        return refunds.all().stream()
                .filter(refund -> refund.request.equals(request))
                .toList();
    }

    public List<PaymentRequest> requests(Checkout checkout) {
        return requests.all().stream()
                .filter(request -> Objects.equals(request.checkout(), checkout))
                .toList();
    }

    /** In minor units: what arrived, and what is still on its way if {@code pending}. */
    long refunded(PaymentRequest request, boolean pending) {
        return refunds(request).stream()
                .filter(refund -> refund.status() == XenditRefund.Status.SUCCEEDED
                        || (pending && refund.status() == XenditRefund.Status.PENDING))
                .mapToLong(refund -> refund.asked.amount())
                .sum();
    }
}
