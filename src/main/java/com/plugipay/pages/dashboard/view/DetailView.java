package com.plugipay.pages.dashboard.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of an object.
 *
 * @param kind what the list of its kind is called
 * @param root the page with that list
 * @param state beside the title; null for none
 * @param preview the address of a preview, which its forms can renew; null for none
 * @param link the address of a page that is sent to a buyer; null for none
 */
public record DetailView(
        String kind,
        String root,
        String title,
        String id,
        @Nullable Cell state,
        List<Fact> facts,
        @Nullable String link,
        @Nullable String preview,
        List<FileLink> files,
        List<ShownPicture> pictures,
        List<Form> forms,
        List<Panel> panels,
        List<Moment> moments,
        List<Block> blocks) {
    public DetailView {
        facts = List.copyOf(facts);
        files = List.copyOf(files);
        pictures = List.copyOf(pictures);
        forms = List.copyOf(forms);
        panels = List.copyOf(panels);
        moments = List.copyOf(moments);
        blocks = List.copyOf(blocks);
    }
}
