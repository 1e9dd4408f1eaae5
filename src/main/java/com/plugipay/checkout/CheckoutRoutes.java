package com.plugipay.checkout;

import com.plugipay.customers.Customer;
import com.plugipay.customers.CustomerStore;
import com.plugipay.customers.CustomerSummary;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.json.Dialect;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.providers.Method;
import com.plugipay.providers.accounts.ConnectedMethods;
import com.plugipay.templates.TemplateKind;
import com.plugipay.templates.TemplateStore;
import com.plugipay.workspaces.WorkspaceNames;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checkout sessions over HTTP. */
public final class CheckoutRoutes {
    /** The states by which sessions are listed: also those that are parts of others, see {@link CheckoutSession#substatus}. */
    private static final Map<String, String> STATES = states();

    private final CheckoutSessionStore sessions;
    private final SessionTransitions transitions;
    private final ConnectedMethods methods;
    private final HostedUrls urls;
    private final TemplateStore templates;
    private final WorkspaceNames names;
    private final CustomerStore customers;

    /**
     * The body of a confirmation.
     *
     * @param late whether the money arrived after the session had ended
     */
    public record Confirmation(@Nullable Boolean late) {}

    public CheckoutRoutes(
            CheckoutSessionStore sessions,
            SessionTransitions transitions,
            ConnectedMethods methods,
            HostedUrls urls,
            TemplateStore templates,
            WorkspaceNames names,
            CustomerStore customers) {
        this.sessions = sessions;
        this.transitions = transitions;
        this.methods = methods;
        this.urls = urls;
        this.templates = templates;
        this.names = names;
        this.customers = customers;
    }

    public void mount(Operations api) {
        mount(api, sessions::find, sessions::list, Future::succeededFuture);
        mount(api.sdk(), sessions::findForSdks, sessions::listForSdks, this::withNames);
        api.post("/checkout-sessions/:id/cancel", "Cancel an open session")
                .returns(200, CheckoutSession.class)
                .handledBy(call -> transitions.cancel(call.context(), call.id()));
        api.delete("/checkout-sessions/:id", "Cancel an open session")
                .returns(200, CheckoutSession.class)
                .handledBy(call -> transitions.cancel(call.context(), call.id()));
        api.post("/checkout-sessions/:id/confirm", "Confirm that the money of a manual transfer has arrived")
                .accepts(Confirmation.class)
                .returns(200, CheckoutSession.class)
                .handledBy(call -> transitions.confirm(
                        call.context(),
                        call.id(),
                        Boolean.TRUE.equals(call.input().late())));
        api.post("/checkout-sessions/:id/reject", "Reject a manual transfer whose money has not arrived")
                .returns(200, CheckoutSession.class)
                .handledBy(call -> transitions.reject(call.context(), call.id()));
    }

    /** The client libraries read more of a session, which is looked up for them only. */
    private void mount(
            Operations api,
            BiFunction<Tenant, String, Future<Optional<CheckoutSession>>> find,
            BiFunction<Tenant, Listing, Future<Page<CheckoutSession>>> list,
            Function<CheckoutSession, Future<CheckoutSession>> made) {
        api.post("/checkout-sessions", "Create a checkout session")
                .accepts(CheckoutSessionInput.class)
                .returns(201, CheckoutSession.class)
                .handledBy(call -> create(call.context(), call.input(), made));
        api.get("/checkout-sessions", "List checkout sessions")
                .returnsPage(CheckoutSession.class, "status", "customerId")
                .filterKnows("status", STATES)
                .handledBy(call -> list.apply(call.tenant(), call.listing()));
        api.get("/checkout-sessions/:id", "Retrieve a checkout session")
                .returns(200, CheckoutSession.class)
                .handledBy(call -> find.apply(call.tenant(), call.id())
                        .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception)));
    }

    private static Map<String, String> states() {
        Map<String, String> spellings = new HashMap<>();
        for (CheckoutSession.Status status : CheckoutSession.Status.values()) {
            for (Dialect dialect : Dialect.values()) {
                spellings.put(dialect.convert(status, String.class), status.text());
            }
        }
        for (SessionSubstatus substatus : SessionSubstatus.values()) {
            spellings.put(substatus.text(), substatus.text());
        }
        return spellings;
    }

    /** Makes a session, with the methods that can be used now. */
    Change<CheckoutSession> create(ChangeContext context, CheckoutSessionInput input) {
        return create(context, input, Future::succeededFuture);
    }

    private Change<CheckoutSession> create(
            ChangeContext context,
            CheckoutSessionInput input,
            Function<CheckoutSession, Future<CheckoutSession>> made) {
        return Change.after(() -> templates
                .require(context.tenant(), TemplateKind.CHECKOUT, input.templateId())
                .compose(exists -> chosen(context.tenant(), input))
                .compose(chosen -> made.apply(input.session(context.tenant(), chosen, urls, context.now())))
                .map(session -> sessions.insert(context, session)));
    }

    private Future<CheckoutSession> withNames(CheckoutSession session) {
        String customerId = session.customerId();
        Future<Optional<Customer>> customer = customerId == null
                ? Future.succeededFuture(Optional.empty())
                : customers.find(session.tenant(), customerId);
        return Future.all(names.of(session.workspaceId()), customer)
                .map(both -> CheckoutSessionBuilder.builder(session)
                        .workspaceName(both.resultAt(0))
                        .customer(customer.result().map(CustomerSummary::of).orElse(null))
                        .build());
    }

    private Future<List<Method>> chosen(Tenant tenant, CheckoutSessionInput input) {
        if (input.purpose() == CheckoutSession.Purpose.SETUP) {
            return methods.chooseStorable(tenant, input.currency(), input.methodsOrAll());
        }
        Future<List<Method>> chosen =
                methods.choose(tenant, input.amountOrZero(), input.currency(), input.methodsOrAll());
        return input.isSaving()
                ? chosen.compose(all -> methods.storable(tenant, input.amountOrZero(), input.currency())
                        .map(storable -> requireOne(all, storable)))
                : chosen;
    }

    private static List<Method> requireOne(List<Method> chosen, List<Method> storable) {
        if (Collections.disjoint(chosen, storable)) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    "savePaymentMethod", "None of the session's payment methods can be stored.");
        }
        return chosen;
    }
}
