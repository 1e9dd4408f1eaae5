package com.plugipay.documents;

import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;

/** What tests of documents need: a business with details, its invoices, and what a PDF says. */
public final class Billing {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Billing() {}

    /** Gives the merchant details, a logo and this language. */
    public static void settings(Api api, String language) {
        api.patch("/v1/billing-settings", """
                {"timeZone":"Asia/Jakarta","language":"%s","businessName":"PT Kopi Senja Bandung",
                 "businessAddress":"Jalan Braga No. 12\\nBandung 40111\\nIndonesia","businessEmail":"tagihan@kopisenja.example",
                 "businessPhone":"+62 22 4201 234","businessTaxId":"01.234.567.8-901.000","logo":"%s"}""".formatted(language, logo())).expect(200);
    }

    /** An issued invoice with a discount, a tax and a memo. */
    public static Answer invoice(Api api, String dueAt) {
        String customer = api.post("/v1/customers", """
                {"name":"Siti Rahmawati","email":"siti@example.com","phone":"+62 812 3456 7890",
                 "address":{"line1":"Jalan Dago 101","city":"Bandung","postalCode":"40135","country":"ID"}}""").expect(201).id();
        return invoice(api, customer, """
                "dueAt":"%s","discount":15000,"tax":42350,"memo":"Terima kasih atas pesanan Anda.\\nThank you for your order.",
                "lines":[{"description":"Gayo Takengon, biji sangrai 1 kg","quantity":2,"unitAmount":150000},
                         {"description":"Giling untuk V60","quantity":2,"unitAmount":5000},
                         {"description":"Langganan kopi bulanan, Desember 2026","quantity":1,"unitAmount":90000}]""".formatted(dueAt));
    }

    /** An issued invoice with these further fields. */
    public static Answer invoice(Api api, String customer, String fields) {
        return api.post("/v1/invoices", """
                {"customerId":"%s","currency":"IDR","status":"open",%s}""".formatted(customer, fields)).expect(201);
    }

    public static String customer(Api api, String name) {
        return api.post("/v1/customers", "{\"name\":\"" + name + "\"}")
                .expect(201)
                .id();
    }

    /** The path of a URL of the gateway. */
    public static String path(String url) {
        return URI.create(url).getRawPath();
    }

    /** Fetches a file without a key. */
    public static HttpResponse<byte[]> fetch(String url) {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The text of a PDF, in lines. */
    public static String text(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static int pages(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return document.getNumberOfPages();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Saves the first page of a PDF as a picture, for people to look at. */
    public static void picture(byte[] pdf, Path file) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            Files.createDirectories(file.getParent());
            ImageIO.write(new PDFRenderer(document).renderImageWithDPI(0, 100), "png", file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String logo() {
        BufferedImage image = new BufferedImage(320, 80, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(0x0f5f4e));
        graphics.fillOval(4, 4, 72, 72);
        graphics.fillRoundRect(96, 24, 210, 32, 16, 16);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
