package com.plugipay.pages.dashboard.objects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.pages.people.Visit;
import com.plugipay.secrets.RandomToken;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was typed into a form. */
public final class Filled {
    /** The field with the idempotency key. */
    static final String KEY = "form-key";

    /** What the names of hidden fields begin with that hold what a form has shown. */
    static final String SHOWN = "shown:";

    private final Function<String, List<String>> typed;

    private Filled(Function<String, List<String>> typed) {
        this.typed = typed;
    }

    /** What an address fills in, such as that of "new invoice for this customer". */
    Filled(MultiMap query) {
        this(query::getAll);
    }

    /** The form in a request. */
    public static Filled form(RoutingContext context) {
        Map<String, List<String>> fields = Parameters.formFields(context);
        return new Filled(name -> fields.getOrDefault(name, List.of()));
    }

    /** What is in a field, without spaces around it; empty when it is not there. */
    public String value(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? "" : values.getFirst().strip();
    }

    /** All that a field was sent with, such as the boxes that are ticked. */
    public List<String> values(String name) {
        return typed.apply(name);
    }

    /** What is in a field; a line for each box that is ticked. */
    String value(Input<?> input) {
        return input.type().isList() ? String.join("\n", values(input.name())) : value(input.name());
    }

    /** The idempotency key that the form was drawn with, which is none of those that programs choose; fails without one. */
    public String key() {
        String key = value(KEY);
        if (!RandomToken.isPossible(key)) {
            throw ErrorCode.VALIDATION_ERROR.forField(KEY, "The form lacks its key: open its page again.");
        }
        return PeoplePage.ROOT + ':' + key;
    }

    /** What was in a field when the form was drawn; null when the form does not say. */
    @Nullable
    String shown(Input<?> input) {
        List<String> values = values(SHOWN + input.name());
        return values.isEmpty() ? null : lines(values.getFirst().strip());
    }

    /** The same whichever way the ends of its lines are written. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    /**
     * The body of the operation; fails naming a field that cannot be read. A change names only what differs from what the form
     * has shown, so that it does not take back what a colleague has changed meanwhile.
     */
    public <T> ObjectNode body(Action<T> action, T object, Visit visit) {
        ZoneId zone = DashboardTexts.of(visit).zone();
        FormBody body = new FormBody(action.currency(object), zone, action.isChange());
        for (Input<T> input : action.inputs()) {
            String now = value(input);
            if (!lines(now).equals(shown(input))) {
                body.add(input, now);
            }
        }
        if (action.isOfMode()) {
            body.body().put("mode", visit.person().mode().text());
        }
        action.complete(object, body.body());
        return body.body();
    }
}
