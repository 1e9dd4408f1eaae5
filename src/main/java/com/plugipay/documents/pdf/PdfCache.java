package com.plugipay.documents.pdf;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.async.SingleFlightCache;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.function.Function;

/** The PDFs of documents of one kind. A page's visitors ask for the same one again and again. */
public final class PdfCache<D> {
    /** PDFs have up to some hundred kilobytes. */
    private static final int CACHED = 64;

    private static final Duration CACHED_FOR = Duration.ofMinutes(1);

    private final PdfRenderer renderer;
    private final Function<D, Buffer> html;
    private final SingleFlightCache<D, Buffer> pdfs =
            SingleFlightCache.of(Caffeine.newBuilder().maximumSize(CACHED).expireAfterWrite(CACHED_FOR), pdf -> true);

    public PdfCache(PdfRenderer renderer, Function<D, Buffer> html) {
        this.renderer = renderer;
        this.html = html;
    }

    /** The PDF of a document as it is. */
    public Future<Buffer> of(D document) {
        return pdfs.get(document, () -> renderer.render(html.apply(document)));
    }
}
