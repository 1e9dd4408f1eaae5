package com.plugipay.http.addresses;

import com.plugipay.db.Requester;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.json.Dialect;
import com.plugipay.limits.Allowance;
import com.plugipay.limits.Buckets;
import com.plugipay.limits.LimitsConfig;
import com.plugipay.limits.Rate;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.HexFormat;

/**
 * Limits the requests from one client address, before it is known who sends them. A request that is refused as
 * unauthorized, or as a guess, counts as many requests. One for all event loops of a node.
 */
public final class AddressLimits implements Handler<RoutingContext> {
    /** The delay of a refusal: without it a client that tries again at once would keep the node as busy as without the limit. */
    public static final long REFUSAL_DELAY_MS = 100;

    private static final int EXTRA_COST_OF_GUESS = 19;
    private static final int NETWORK_BYTES = 8;

    private final ClientAddresses clients;
    private final Buckets<String> requests;
    private final Buckets<String> callbacks;
    private final Buckets<String> visits;

    /** Purposes have limits of their own: a provider's burst of callbacks takes nothing from pages. */
    private enum Purpose {
        API,
        CALLBACK,
        VISIT;

        static Purpose of(String path) {
            int mount = Dialect.endOfMount(path);
            if (mount < 0 || path.startsWith("/public/", mount) || path.startsWith("/files/", mount)) {
                return VISIT;
            }
            return path.startsWith("/inbound-webhooks/", mount) ? CALLBACK : API;
        }

        /** Whether a response suggests that a key, a proof or an address was guessed. With a valid key, 404 does not. */
        boolean isGuess(int status) {
            return status == 401 || (status == 404 && this != API);
        }
    }

    public AddressLimits(ClientAddresses clients, LimitsConfig limits) {
        this.clients = clients;
        this.requests = new Buckets<>(Rate.perSecond(limits.addressRequestsPerSecond()));
        this.callbacks = new Buckets<>(Rate.perSecond(limits.addressCallbacksPerSecond()));
        this.visits = new Buckets<>(Rate.perSecond(limits.addressVisitsPerSecond()));
    }

    @Override
    public void handle(RoutingContext context) {
        Purpose purpose = Purpose.of(context.normalizedPath());
        if (purpose == Purpose.VISIT) {
            Requester.isVisitor();
        }
        String network = network(clients.of(context.request()));
        Buckets<String> limited = buckets(purpose);
        Allowance allowance = limited.take(network);
        if (!allowance.isGranted()) {
            ApiException refusal = ErrorCode.RATE_LIMITED
                    .withMessage("Too many requests from this address.")
                    .after(allowance.untilNext());
            context.vertx().setTimer(REFUSAL_DELAY_MS, later -> context.fail(refusal));
            return;
        }
        context.addEndHandler(end -> {
            if (purpose.isGuess(context.response().getStatusCode())) {
                limited.charge(network, EXTRA_COST_OF_GUESS);
            }
        });
        context.next();
    }

    private Buckets<String> buckets(Purpose purpose) {
        return switch (purpose) {
            case API -> requests;
            case CALLBACK -> callbacks;
            case VISIT -> visits;
        };
    }

    /** An IPv4 address, or the first half of an IPv6 address: clients choose the second half themselves. */
    public static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.ofLiteral(AddressRanges.withoutZone(address));
            byte[] bytes = parsed.getAddress();
            // The parser turns an IPv4 address that was mapped into IPv6 into an IPv4 address.
            return bytes.length > NETWORK_BYTES
                    ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES)
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException none) {
            return address;
        }
    }
}
