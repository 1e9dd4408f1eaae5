package com.plugipay.pages.dashboard.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.http.operations.Filter;
import com.plugipay.http.operations.Operation;
import com.plugipay.http.operations.Page;
import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.dashboard.view.Cell;
import com.plugipay.pages.dashboard.view.Choice;
import com.plugipay.pages.dashboard.view.DetailView;
import com.plugipay.pages.dashboard.view.Fact;
import com.plugipay.pages.dashboard.view.Field;
import com.plugipay.pages.dashboard.view.FileLink;
import com.plugipay.pages.dashboard.view.FilterView;
import com.plugipay.pages.dashboard.view.Form;
import com.plugipay.pages.dashboard.view.ListView;
import com.plugipay.pages.dashboard.view.RevealedView;
import com.plugipay.pages.dashboard.view.Row;
import com.plugipay.pages.dashboard.view.Tab;
import com.plugipay.pages.dashboard.view.Table;
import com.plugipay.secrets.RandomToken;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes of objects what the templates draw. */
public final class ObjectViews<T> {
    private static final String STATUS = "status";

    /** More are added by a button. */
    private static final int DRAWN_PLACES = 5;

    /** States as objects go through them, from what is under way to what is over. */
    private static final List<String> IN_ORDER = List.of(
            "draft",
            "open",
            "starting",
            "pending",
            "active",
            "review",
            "succeeded",
            "complete",
            "paid",
            "partially_refunded",
            "refunded",
            "failed",
            "expired",
            "canceled",
            "void");

    private final ObjectKind<T> kind;
    private final String root;

    /** @param root the page with the list of these objects */
    public ObjectViews(ObjectKind<T> kind, String root) {
        this.kind = kind;
        this.root = root;
    }

    /**
     * Objects below each other.
     *
     * @param next the page with those that follow; null for none
     */
    public Table table(String caption, List<T> objects, @Nullable String next, DashboardTexts texts) {
        return new Table(
                caption,
                kind.columns().stream()
                        .map(column -> texts.field(column.name()))
                        .toList(),
                objects.stream()
                        .map(object -> new Row(
                                kind.target(object, root),
                                kind.columns().stream()
                                        .map(column -> column.cell().apply(object, texts))
                                        .toList()))
                        .toList(),
                next);
    }

    ListView list(
            Page<T> found,
            Operation<?> operation,
            MultiMap query,
            DashboardTexts texts,
            boolean mayCreate,
            List<FileLink> beside,
            @Nullable Form together) {
        String title = texts.get("kind." + kind.name());
        String next = found.cursor() == null ? null : root + ListQuery.with(query, "", null);
        if (next != null) {
            next += (next.contains("?") ? "&" : "?") + ListQuery.CURSOR + '=' + found.cursor();
        }
        return new ListView(
                title,
                root,
                table(title, found.items(), next, texts),
                tabs(operation, query, texts),
                value(query, STATUS),
                filters(operation, query, texts),
                value(query, ListQuery.FROM),
                value(query, ListQuery.TO),
                query.contains(ListQuery.CURSOR),
                mayCreate ? root + "/new" : null,
                beside,
                together,
                operation.isPaged() ? root + ".csv" + ListQuery.with(query, "", null) : null,
                kind.name());
    }

    private List<Tab> tabs(Operation<?> operation, MultiMap query, DashboardTexts texts) {
        Filter states = operation.filters().get(STATUS);
        if (states == null || states.values().isEmpty()) {
            return List.of();
        }
        String chosen = value(query, STATUS);
        List<Tab> tabs = new ArrayList<>();
        tabs.add(new Tab(texts.get("all"), root + ListQuery.with(query, STATUS, null), chosen.isEmpty()));
        states.values().stream()
                .sorted(Comparator.comparingInt(IN_ORDER::indexOf))
                .forEach(state -> tabs.add(new Tab(
                        texts.get("state." + state),
                        root + ListQuery.with(query, STATUS, state),
                        state.equals(chosen))));
        return tabs;
    }

    private static List<FilterView> filters(Operation<?> operation, MultiMap query, DashboardTexts texts) {
        List<FilterView> filters = new ArrayList<>();
        for (Filter filter : operation.filters().values()) {
            if (filter.name().equals(STATUS)
                    || texts.find("field." + filter.name()).isEmpty()) {
                // It has tabs, or is another name of one that is shown.
                continue;
            }
            List<Choice> choices = filter.values().stream()
                    .map(value -> new Choice(value, texts.choice(filter.name(), value)))
                    .toList();
            filters.add(
                    new FilterView(filter.name(), texts.field(filter.name()), value(query, filter.name()), choices));
        }
        return filters;
    }

    private static String value(MultiMap query, String name) {
        String value = query.get(name);
        return value == null ? "" : value;
    }

    DetailView detail(T object, List<Fact> facts, List<Form> forms, Surroundings surroundings, DashboardTexts texts) {
        return new DetailView(
                texts.get("kind." + kind.name()),
                root,
                kind.title(object, texts),
                kind.id(object),
                kind.state(object, texts),
                facts,
                kind.link(object),
                kind.preview(object),
                kind.files().entrySet().stream()
                        .map(file -> new FileLink(file.getKey(), file.getValue().apply(object)))
                        .toList(),
                surroundings.pictures(),
                forms,
                surroundings.panels(),
                surroundings.moments(),
                kind.blocks(object, texts));
    }

    List<Fact> facts(T object, DashboardTexts texts) {
        return kind.facts().stream()
                .map(fact -> new Fact(texts.field(fact.name()), fact.cell().apply(object, texts)))
                .toList();
    }

    /** The page with what an action has made and shows once. */
    RevealedView revealed(Action<?> action, JsonNode made, String next, DashboardTexts texts) {
        String name = "action." + kind.name() + '.' + action.name();
        return new RevealedView(
                texts.get(name + ".done"),
                texts.get(name + ".once"),
                action.revealed().stream()
                        .map(field -> new Fact(
                                texts.get("input." + kind.name() + '.' + field),
                                Cell.code(made.path(field).asText())))
                        .toList(),
                action.examples(made),
                action.isOpeningDocs(),
                next);
    }

    <O> Form form(Action<O> action, O object, String target, DashboardTexts texts, @Nullable FormRefusal refusal) {
        String name = "action." + kind.name() + '.' + action.name();
        return new Form(
                action.name(),
                target,
                texts.get(name),
                action.isChange() && !action.isUpload() && !action.inputs().isEmpty()
                        ? texts.get("save")
                        : texts.get(name),
                texts.find(name + ".text").orElse(""),
                action.isDangerous(),
                action.preview(object),
                action.inputs().stream()
                        .filter(input -> isDrawn(input, refusal))
                        .map(input -> field(action, input, object, texts, refusal))
                        .toList(),
                refusal != null && refusal.isRepeatable()
                        ? refusal.filled().value(Filled.KEY)
                        : RandomToken.random().reveal(),
                refusal == null || refusal.cause() == null ? "" : texts.problem(refusal.failure()),
                refusal == null || refusal.cause() == null || refusal.failure().field() == null
                        ? ""
                        : String.valueOf(refusal.failure().field()));
    }

    /** Of a long list, the first places are drawn, and others once something is in them. */
    private static boolean isDrawn(Input<?> input, @Nullable FormRefusal refusal) {
        return input.place() <= DRAWN_PLACES
                || (refusal != null && !refusal.filled().value(input).isEmpty());
    }

    private <O> Field field(
            Action<O> action, Input<O> input, O object, DashboardTexts texts, @Nullable FormRefusal refusal) {
        String own = input.initial().apply(object);
        String initial = own == null && input.lastName().equals("currency") ? texts.currency() : own;
        String before = initial == null ? "" : initial;
        boolean isCompared = action.isChange() && !input.isNested();
        String wasShown = refusal == null ? null : refusal.filled().shown(input);
        String typed = refusal == null || input.type() == InputType.SECRET
                ? ""
                : refusal.filled().value(input);
        String label = "input." + kind.name() + '.' + input.lastName();
        String words = input.type() == InputType.HIDDEN
                ? ""
                : texts.find(label).orElseGet(() -> texts.field(input.lastName()));
        return new Field(
                input.name(),
                input.place(),
                input.place() > 1 ? words + ' ' + input.place() : words,
                input.type().element(),
                refusal == null || (refusal.cause() == null && typed.isEmpty()) ? before : typed,
                isCompared ? (wasShown == null ? before : wasShown) : null,
                texts.find(label + ".hint").orElse(""),
                input.isRequired(),
                input.choices().stream()
                        .map(value -> new Choice(value, texts.choice(input.lastName(), value)))
                        .toList());
    }
}
