package com.trulybot.integrations.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A file of ours that never changes while the server runs, with its compressed forms. */
final class Asset {
    // Its bytes are never changed and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Form(byte[] bytes, String etag, @Nullable String encoding) {}

    private final String type;
    private final String cacheControl;
    private final Form plain;
    private final Form gzip;
    private final @Nullable Form brotli;

    private Asset(String type, String cacheControl, byte[] bytes, byte @Nullable [] brotli) {
        this.type = type;
        this.cacheControl = cacheControl;
        this.plain = new Form(bytes, Etags.of(bytes, ""), null);
        this.gzip = new Form(gzip(bytes), Etags.of(bytes, "-gz"), "gzip");
        this.brotli = brotli == null ? null : new Form(brotli, Etags.of(bytes, "-br"), "br");
    }

    /** From a resource of this module; a {@code .br} beside it is its brotli form, made by the build. */
    static Asset resource(String name, String type, String cacheControl) {
        byte[] bytes = read(name);
        if (bytes == null) {
            throw new IllegalStateException(name + " is missing from the jar");
        }
        return new Asset(type, cacheControl, bytes, read(name + ".br"));
    }

    static Asset of(byte[] bytes, String type, String cacheControl) {
        return new Asset(type, cacheControl, bytes, null);
    }

    static byte @Nullable [] read(String name) {
        try (InputStream in = Asset.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name, e);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new BestGzip(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory", e);
        }
        return packed.toByteArray();
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    void answer(Context ctx) {
        Form form = form(ctx.header("Accept-Encoding"));
        ctx.header("ETag", form.etag());
        ctx.header("Cache-Control", cacheControl);
        ctx.header("Vary", "Accept-Encoding");
        if (Etags.matches(ctx.header("If-None-Match"), form.etag())) {
            ctx.status(304);
            return;
        }
        if (form.encoding() != null) {
            ctx.header("Content-Encoding", form.encoding());
        }
        ctx.contentType(type).result(form.bytes());
    }

    private Form form(@Nullable String accepted) {
        if (accepted == null) {
            return plain;
        }
        String codings = accepted.toLowerCase(Locale.ROOT);
        if (brotli != null && accepts(codings, "br")) {
            return brotli;
        }
        return accepts(codings, "gzip") ? gzip : plain;
    }

    private static boolean accepts(String codings, String wanted) {
        for (String coding : codings.split(",", -1)) {
            String[] parts = coding.split(";", -1);
            if (parts[0].strip().equals(wanted)) {
                return parts.length == 1 || !parts[1].replace(" ", "").matches("q=0(\\.0*)?");
            }
        }
        return false;
    }
}
