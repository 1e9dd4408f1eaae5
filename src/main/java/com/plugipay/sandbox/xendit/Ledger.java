package com.plugipay.sandbox.xendit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that the stand-in knows, in the order in which it came; gone when it stops. */
final class Ledger {
    private final Map<String, PaymentRequest> requests = new LinkedHashMap<>();
    private final Map<String, Checkout> checkouts = new LinkedHashMap<>();
    private final Map<String, Refund> refunds = new LinkedHashMap<>();
    /** By what the buyer is shown: numbers and codes are unique. */
    private final Map<String, PaymentRequest> byCode = new LinkedHashMap<>();

    void add(PaymentRequest request) {
        requests.put(request.id(), request);
        request.code().ifPresent(code -> byCode.put(code, request));
    }

    void add(Checkout checkout) {
        checkouts.put(checkout.id(), checkout);
    }

    void add(Refund refund) {
        refunds.put(refund.id, refund);
    }

    Collection<PaymentRequest> requests() {
        return requests.values();
    }

    Collection<Checkout> checkouts() {
        return checkouts.values();
    }

    @Nullable
    PaymentRequest request(String id) {
        return requests.get(id);
    }

    @Nullable
    Checkout checkout(String id) {
        return checkouts.get(id);
    }

    @Nullable
    Refund refund(String id) {
        return refunds.get(id);
    }

    Optional<PaymentRequest> byCode(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** Refuses what is not there and what is somebody else's alike. */
    PaymentRequest request(Account account, String id) {
        return own(requests.get(id), found -> found.account().equals(account));
    }

    Checkout checkout(Account account, Checkout.Kind kind, String id) {
        return own(checkouts.get(id), found -> found.account().equals(account) && found.kind() == kind);
    }

    Refund refund(Account account, String id) {
        return own(refunds.get(id), found -> found.request.account().equals(account));
    }

    /** Newest first. */
    List<PaymentRequest> requests(Account account) {
        return newestFirst(
                requests.values().stream().filter(request -> request.account().equals(account)));
    }

    List<Checkout> invoices(Account account) {
        return newestFirst(checkouts.values().stream()
                .filter(checkout -> checkout.kind() == Checkout.Kind.INVOICE)
                .filter(invoice -> invoice.account().equals(account)));
    }

    List<Refund> refunds(Account account) {
        return newestFirst(refunds.values().stream()
                .filter(refund -> refund.request.account().equals(account)));
    }

    List<Refund> refunds(PaymentRequest request) {
        return refunds.values().stream()
                .filter(refund -> refund.request.equals(request))
                .toList();
    }

    List<PaymentRequest> requests(Checkout checkout) {
        return requests.values().stream()
                .filter(request -> Objects.equals(request.checkout(), checkout))
                .toList();
    }

    /** In minor units: what arrived, and what is still on its way if {@code pending}. */
    long refunded(PaymentRequest request, boolean pending) {
        return refunds(request).stream()
                .filter(refund -> refund.status() == Refund.Status.SUCCEEDED
                        || (pending && refund.status() == Refund.Status.PENDING))
                .mapToLong(refund -> refund.asked.amount())
                .sum();
    }

    private static <T> List<T> newestFirst(Stream<T> all) {
        return new ArrayList<>(all.toList()).reversed();
    }

    private static <T> T own(@Nullable T found, Predicate<T> own) {
        if (found == null || !own.test(found)) {
            throw Refusal.notFound();
        }
        return found;
    }
}
