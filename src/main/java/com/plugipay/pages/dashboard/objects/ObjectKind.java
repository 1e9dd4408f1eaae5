package com.plugipay.pages.dashboard.objects;

import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.dashboard.view.Block;
import com.plugipay.pages.dashboard.view.Cell;
import com.plugipay.pages.dashboard.view.FileLink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How the objects of one kind are shown: in lists, and on a page for each; and what people can do with them. */
public final class ObjectKind<T> {
    private final String name;
    private final Class<T> type;
    private final Function<T, String> id;
    private final List<Column<T>> columns = new ArrayList<>();
    private final List<Column<T>> facts = new ArrayList<>();
    private final List<Related<T, ?>> related = new ArrayList<>();
    private final List<Action<T>> actions = new ArrayList<>();
    private BiFunction<T, DashboardTexts, String> title;
    private BiFunction<T, DashboardTexts, @Nullable Cell> state = (object, texts) -> null;
    private Function<T, @Nullable String> link = object -> null;
    private Function<T, @Nullable String> picture = object -> null;
    private Function<T, @Nullable String> preview = object -> null;
    private @Nullable Pictures<?> pictures;
    private final Map<String, Function<T, String>> files = new LinkedHashMap<>();
    private BiFunction<T, DashboardTexts, List<Block>> blocks = (object, texts) -> List.of();
    private final Map<String, String> beside = new LinkedHashMap<>();
    private @Nullable Action<List<T>> together;
    private @Nullable Action<Nothing> creation;
    private @Nullable Function<T, @Nullable String> target;
    private String path;

    /** What a form for a new object is about. */
    public enum Nothing {
        NOTHING
    }

    /** @param name the first part of the paths of its pages, and of its operations without {@link #at} */
    public ObjectKind(String name, Class<T> type, Function<T, String> id) {
        this.name = name;
        this.path = '/' + name;
        this.type = type;
        this.id = id;
        this.title = (object, texts) -> id.apply(object);
    }

    /** The operations that list and find them have this path, and not that of their pages. */
    public ObjectKind<T> at(String path) {
        this.path = path;
        return this;
    }

    /** The page of an object shows these texts, such as what was sent. */
    public ObjectKind<T> blocks(BiFunction<T, DashboardTexts, List<Block>> blocks) {
        this.blocks = blocks;
        return this;
    }

    /** Its objects have no pages of their own: lists lead to those of others, or nowhere where this is null. */
    public ObjectKind<T> listedOnly(Function<T, @Nullable String> target) {
        this.target = target;
        return this;
    }

    /** Lists show this of each object. */
    public ObjectKind<T> column(String name, BiFunction<T, DashboardTexts, Cell> cell) {
        columns.add(new Column<>(name, cell));
        return this;
    }

    /** The page of an object shows this. */
    public ObjectKind<T> fact(String name, BiFunction<T, DashboardTexts, Cell> cell) {
        facts.add(new Column<>(name, cell));
        return this;
    }

    /** The heading of an object's page; its id without this. */
    public ObjectKind<T> title(BiFunction<T, DashboardTexts, String> title) {
        this.title = title;
        return this;
    }

    /** The state beside the heading. */
    public ObjectKind<T> state(BiFunction<T, DashboardTexts, @Nullable Cell> state) {
        this.state = state;
        return this;
    }

    /** The page of an object lists others, which the operation of this path finds by a filter that takes this value. */
    public <R> ObjectKind<T> related(
            String name, String path, String filter, Function<T, @Nullable String> value, ObjectKind<R> kind) {
        related.add(new Related<>(name, path, filter, value, kind));
        return this;
    }

    /** The address of a page for others, which people send to a buyer; null for an object without one. */
    public ObjectKind<T> shared(Function<T, @Nullable String> link) {
        this.link = link;
        return this;
    }

    /** The page of an object shows pictures, which the operation of this path finds for its id. */
    public <R> ObjectKind<T> pictures(String path, Class<R> type, Function<R, String> source, Predicate<R> isPicture) {
        this.pictures = new Pictures<>(path, type, source, isPicture);
        return this;
    }

    /** The page of few objects shows this picture, which has this address; null for none. */
    public ObjectKind<T> picture(Function<T, @Nullable String> source) {
        this.picture = source;
        return this;
    }

    /** The page of an object shows a preview, which has this address, and that what is typed into its forms would change. */
    public ObjectKind<T> preview(Function<T, @Nullable String> address) {
        this.preview = address;
        return this;
    }

    /** An object can be had as a file of this name at this address. */
    public ObjectKind<T> file(String name, Function<T, String> address) {
        files.put(name, address);
        return this;
    }

    /** People can do this with an object. */
    public ObjectKind<T> action(Action<T> action) {
        actions.add(action);
        return this;
    }

    /** People can do this with all objects that a list shows. */
    public ObjectKind<T> together(Action<List<T>> together) {
        this.together = together;
        return this;
    }

    /** People can make a new object by this. */
    public ObjectKind<T> created(Action<Nothing> creation) {
        this.creation = creation;
        return this;
    }

    /** Whoever may make a new object finds this beside the list in test mode, under the text {@code beside.<name>}. */
    public ObjectKind<T> beside(String name, String address) {
        beside.put(name, address);
        return this;
    }

    /** The first part of the paths of its operations. */
    public String name() {
        return name;
    }

    boolean hasPages() {
        return target == null;
    }

    /** Where lists lead from an object; null for nowhere. */
    @Nullable
    String target(T object, String root) {
        return target == null ? root + '/' + id(object) : target.apply(object);
    }

    String path() {
        return path;
    }

    List<Block> blocks(T object, DashboardTexts texts) {
        return blocks.apply(object, texts);
    }

    Class<T> type() {
        return type;
    }

    String id(T object) {
        return id.apply(object);
    }

    List<Column<T>> columns() {
        return List.copyOf(columns);
    }

    List<Column<T>> facts() {
        return List.copyOf(facts);
    }

    List<Related<T, ?>> related() {
        return List.copyOf(related);
    }

    List<Action<T>> actions() {
        return List.copyOf(actions);
    }

    String title(T object, DashboardTexts texts) {
        return title.apply(object, texts);
    }

    @Nullable
    Cell state(T object, DashboardTexts texts) {
        return state.apply(object, texts);
    }

    @Nullable
    String link(T object) {
        return link.apply(object);
    }

    @Nullable
    String picture(T object) {
        return picture.apply(object);
    }

    @Nullable
    String preview(T object) {
        return preview.apply(object);
    }

    Map<String, Function<T, String>> files() {
        return Collections.unmodifiableMap(files);
    }

    List<FileLink> beside(DashboardTexts texts) {
        return beside.entrySet().stream()
                .map(link -> new FileLink(texts.get("beside." + link.getKey()), link.getValue()))
                .toList();
    }

    @Nullable
    Pictures<?> pictures() {
        return pictures;
    }

    @Nullable
    Action<List<T>> together() {
        return together;
    }

    @Nullable
    Action<Nothing> creation() {
        return creation;
    }
}
