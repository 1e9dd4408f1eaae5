package com.plugipay.pages.dashboard.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.pages.dashboard.view.Block;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What people can do with an object: a form on its page, which runs an operation of the API. Its texts are
 * {@code action.<kind>.<name>} and, if there is one, {@code action.<kind>.<name>.text}.
 */
public final class Action<T> {
    private final String name;
    private final HttpMethod method;
    private final String path;
    private final List<Input<T>> inputs = new ArrayList<>();
    private Predicate<T> offered = object -> true;
    private Function<T, @Nullable String> currency = object -> null;
    private BiConsumer<T, ObjectNode> completion = (object, body) -> {};
    private List<String> revealed = List.of();
    private Function<JsonNode, List<Block>> examples = made -> List.of();
    private @Nullable String next;
    private boolean opensDocs;
    private boolean dangerous;
    private boolean upload;
    private Function<T, @Nullable String> preview = object -> null;
    private boolean ofMode;

    private Action(String name, HttpMethod method, String path) {
        this.name = name;
        this.method = method;
        this.path = path;
    }

    /** An action by the operation of this method and path. */
    public static <T> Action<T> of(String name, HttpMethod method, String path) {
        return new Action<>(name, method, path);
    }

    /** The same by an operation with the method POST. */
    public static <T> Action<T> post(String name, String path) {
        return of(name, HttpMethod.POST, path);
    }

    /** It is offered only for these objects. */
    public Action<T> when(Predicate<T> offered) {
        this.offered = offered;
        return this;
    }

    /** Its form has this field. */
    public Action<T> with(Input<T> input) {
        inputs.add(input);
        return this;
    }

    /** Its amounts are in the currency of the object; without this, in that of the field {@code currency}. */
    public Action<T> in(Function<T, @Nullable String> currency) {
        this.currency = currency;
        return this;
    }

    /** Completes the body that the form has made. */
    public Action<T> completedBy(BiConsumer<T, ObjectNode> completion) {
        this.completion = completion;
        return this;
    }

    /** These fields of what it makes are secrets, which are shown once, on a page that follows. */
    public Action<T> reveals(String... fields) {
        this.revealed = List.of(fields);
        return this;
    }

    /** The page with the secrets shows this too, which is how to use them. */
    public Action<T> examples(Function<JsonNode, List<Block>> examples) {
        this.examples = examples;
        return this;
    }

    /** The page with the secrets leads to the documentation of the API, which sends requests with the first of them. */
    public Action<T> opensDocs() {
        this.opensDocs = true;
        return this;
    }

    /** The page that follows is that of what it makes, which is of the kind with this name. */
    public Action<T> leadsTo(String kind) {
        this.next = kind;
        return this;
    }

    /** The body names the mode that is shown. */
    public Action<T> ofMode() {
        this.ofMode = true;
        return this;
    }

    /** Its form sends a file, which a page of its own receives. */
    public Action<T> uploaded() {
        this.upload = true;
        return this;
    }

    /** What is typed into its form can be seen in the preview of the object, which has this address. */
    public Action<T> previewed(Function<T, @Nullable String> preview) {
        this.preview = preview;
        return this;
    }

    /** It cannot be taken back. */
    public Action<T> dangerous() {
        this.dangerous = true;
        return this;
    }

    String name() {
        return name;
    }

    HttpMethod method() {
        return method;
    }

    String path() {
        return path;
    }

    List<Input<T>> inputs() {
        return List.copyOf(inputs);
    }

    boolean isOffered(T object) {
        return offered.test(object);
    }

    @Nullable
    String currency(T object) {
        return currency.apply(object);
    }

    void complete(T object, ObjectNode body) {
        completion.accept(object, body);
    }

    List<String> revealed() {
        return revealed;
    }

    List<Block> examples(JsonNode made) {
        return examples.apply(made);
    }

    boolean isOpeningDocs() {
        return opensDocs;
    }

    @Nullable
    String next() {
        return next;
    }

    boolean isOfMode() {
        return ofMode;
    }

    /** Whether it changes properties of an object. */
    boolean isChange() {
        return method.equals(HttpMethod.PATCH);
    }

    boolean isUpload() {
        return upload;
    }

    @Nullable
    String preview(T object) {
        return preview.apply(object);
    }

    boolean isDangerous() {
        return dangerous;
    }
}
