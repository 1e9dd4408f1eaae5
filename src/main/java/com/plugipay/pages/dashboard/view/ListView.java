package com.plugipay.pages.dashboard.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of a list.
 *
 * @param root its address without filters
 * @param tabs the states that its objects have, each with its part of the list; empty for a list without states
 * @param status the state that is chosen; empty for all
 * @param from the first day; empty for any
 * @param to the last day; empty for any
 * @param isLater whether it is not the first page
 * @param creation the page with the form for a new object; null for none
 * @param beside other pages to which the list leads
 * @param together what can be done with all that is shown; null for nothing
 * @param export the address of the list as a file; null for a short list, which is shown whole and has no days to choose
 * @param kind of its objects
 */
public record ListView(
        String title,
        String root,
        Table table,
        List<Tab> tabs,
        String status,
        List<FilterView> filters,
        String from,
        String to,
        boolean isLater,
        @Nullable String creation,
        List<FileLink> beside,
        @Nullable Form together,
        @Nullable String export,
        String kind) {
    public ListView {
        tabs = List.copyOf(tabs);
        beside = List.copyOf(beside);
        filters = List.copyOf(filters);
    }

    /** The same with another table. */
    public ListView with(Table other) {
        return new ListView(
                title, root, other, tabs, status, filters, from, to, isLater, creation, beside, together, export, kind);
    }

    /** Whether there is more than these objects. */
    public boolean isPart() {
        return !status.isEmpty() || isFiltered();
    }

    /** Whether something is looked for. */
    public boolean isFiltered() {
        return !from.isEmpty()
                || !to.isEmpty()
                || filters.stream().anyMatch(filter -> !filter.value().isEmpty());
    }
}
