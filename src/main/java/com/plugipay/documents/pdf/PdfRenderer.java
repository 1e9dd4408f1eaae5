package com.plugipay.documents.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import com.plugipay.async.WorkerThreads;
import com.plugipay.errors.ErrorCode;
import com.plugipay.text.ClasspathFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/**
 * Makes PDFs of documents in HTML, which must be well-formed XML and may contain nothing but what they bring: nothing is read
 * from files or from the network meanwhile. Two at a time on a node; fails with {@link ErrorCode#UNAVAILABLE} when too many
 * wait.
 */
public final class PdfRenderer {
    private static final int AT_ONCE = 2;
    private static final int MOST_WAITING = 64;
    private static final int REGULAR = 400;
    private static final int BOLD = 700;
    private static final String FAMILY = "Liberation Sans";

    /** Characters that XML does not have, but names may; and the beginning of a page, which XML writes in capital letters. */
    private static final Pattern NOT_IN_XML =
            Pattern.compile("^\\s*<!doctype html>\\s*|[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]");

    private record Font(String family, int weight, Buffer content) {}

    private final WorkerExecutor renderers;
    private final List<Font> fonts;
    private final AtomicInteger waiting = new AtomicInteger();

    static {
        XRLog.setLoggingEnabled(false);
        // By itself it keeps the pictures that it reads in files, and fails where it cannot write any.
        ImageIO.setUseCache(false);
    }

    /** Reads the fonts; fails when one is missing. */
    public PdfRenderer(Vertx vertx, DocumentConfig config) {
        this.renderers = WorkerThreads.of(vertx, "documents", AT_ONCE);
        this.fonts = fonts(config);
    }

    /** The document as a PDF. */
    public Future<Buffer> render(Buffer html) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(ErrorCode.UNAVAILABLE.exception());
        }
        return renderers.executeBlocking(() -> pdf(html), false).onComplete(ended -> waiting.decrementAndGet());
    }

    private Buffer pdf(Buffer html) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .withHtmlContent(NOT_IN_XML.matcher(html.toString()).replaceAll(""), null)
                .withProducer("Plugipay")
                .toStream(bytes);
        builder.useUriResolver((base, uri) -> uri.startsWith("data:") ? uri : null);
        builder.useFastMode();
        for (Font font : fonts) {
            builder.useFont(
                    () -> new ByteArrayInputStream(font.content().getBytes()),
                    font.family(),
                    font.weight(),
                    FontStyle.NORMAL,
                    true);
        }
        builder.run();
        return Buffer.buffer(bytes.toByteArray());
    }

    /** Further fonts are asked in their order for what the first one lacks; see the documents' style. */
    private static List<Font> fonts(DocumentConfig config) {
        List<Font> fonts = new ArrayList<>();
        fonts.add(
                new Font(FAMILY, REGULAR, Buffer.buffer(ClasspathFile.read("/liberation/LiberationSans-Regular.ttf"))));
        fonts.add(new Font(FAMILY, BOLD, Buffer.buffer(ClasspathFile.read("/liberation/LiberationSans-Bold.ttf"))));
        for (int i = 0; i < config.fonts().size(); i++) {
            try {
                fonts.add(new Font(
                        "Further " + (i + 1),
                        REGULAR,
                        Buffer.buffer(Files.readAllBytes(Path.of(config.fonts().get(i))))));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return List.copyOf(fonts);
    }
}
