package com.plugipay.pages.dashboard.objects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.pages.people.PeoplePage;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.ZoneId;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What was typed into a form. */
final class Filled {
    /** The field with the idempotency key. */
    static final String KEY = "form-key";

    private final UnaryOperator<@Nullable String> typed;

    private Filled(UnaryOperator<@Nullable String> typed) {
        this.typed = typed;
    }

    /** What an address fills in, such as that of "new invoice for this customer". */
    Filled(MultiMap query) {
        this(query::get);
    }

    /** The form in a request. */
    static Filled form(RoutingContext context) {
        return new Filled(name -> Parameters.form(context, name));
    }

    /** What is in a field, without spaces around it; empty when it is not there. */
    String value(String name) {
        String value = typed.apply(name);
        return value == null ? "" : value.strip();
    }

    /** The idempotency key that the form was drawn with. */
    String key() {
        return PeoplePage.ROOT + ':' + value(KEY);
    }

    /** The body of the operation; fails naming a field that cannot be read. */
    <T> ObjectNode body(Action<T> action, T object, ZoneId zone) {
        FormBody body =
                new FormBody(action.currency(object), zone, action.method().equals(HttpMethod.PATCH));
        action.inputs().forEach(input -> body.add(input, value(input.name())));
        action.complete(object, body.body());
        return body.body();
    }
}
