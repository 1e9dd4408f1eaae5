package com.plugipay.pages;

import com.plugipay.http.exchange.Reply;
import io.vertx.core.buffer.Buffer;

/** A PDF of a customer's own: browsers show it, save it under its name, and do not keep it. */
public final class PdfReply {
    private PdfReply() {}

    /** The PDF under this name, which has no ending. */
    public static Reply of(String fileName, Buffer pdf) {
        return Reply.of(200, "application/pdf", pdf)
                .with("Content-Disposition", "inline; filename=\"" + fileName + ".pdf\"")
                .with("X-Robots-Tag", "noindex")
                .with("Cache-Control", "private, no-store");
    }
}
