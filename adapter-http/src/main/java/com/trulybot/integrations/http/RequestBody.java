package com.trulybot.integrations.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads a JSON body strictly: one object, in UTF-8, of bounded size, no name twice, nothing behind it. */
final class RequestBody {
    static final int MAX_BYTES = 64 * 1024;

    /** Of what a store's platform sends. */
    static final int MAX_DELIVERY_BYTES = 4 * 1024 * 1024;

    private static final String READ = RequestBody.class.getName();

    private static final long MAX_DISCARDED = 8L * 1024 * 1024;

    private static final Pattern JSON_TYPE =
            Pattern.compile("application/(json|[a-z0-9.+-]+\\+json)\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?;?\\s*");
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    // By default each thread keeps its buffers, and here each request has a thread.
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .maxNumberLength(50)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RequestBody() {}

    /**
     * The body's members.
     *
     * @throws Problem when there is no such body
     */
    static Fields read(Context ctx) throws IOException {
        String type = ctx.header("Content-Type");
        String encoding = ctx.header("Content-Encoding");
        if (type == null
                || !JSON_TYPE.matcher(type.toLowerCase(Locale.ROOT)).matches()
                || (encoding != null && !encoding.equalsIgnoreCase("identity"))) {
            throw Problems.unsupportedMediaType();
        }
        JsonNode root = parse(bytes(ctx));
        if (!root.isObject()) {
            throw Problems.validationFailed("", "the body must be a JSON object");
        }
        return new Fields(root, "");
    }

    /**
     * The bytes of a body that is to be JSON, whatever its type; the same when asked for again.
     *
     * @throws Problem when they are too many
     */
    static byte[] bytes(Context ctx) throws IOException {
        byte[] before = ctx.attribute(READ);
        if (before != null) {
            return before;
        }
        byte[] read = bytes(ctx, MAX_BYTES);
        ctx.attribute(READ, read);
        return read;
    }

    /**
     * The bytes of a body of any kind, once.
     *
     * @throws Problem when they are more than {@code max}
     */
    static byte[] bytes(Context ctx, int max) throws IOException {
        InputStream in = ctx.req().getInputStream();
        boolean announced = ctx.req().getContentLengthLong() > max;
        // One more than is allowed: what is announced, or not announced at all, proves nothing.
        byte[] read = announced ? new byte[0] : in.readNBytes(max + 1);
        if (announced || read.length > max) {
            discard(in);
            throw Problems.payloadTooLarge(max);
        }
        return read;
    }

    /** Most clients hear the refusal only after they have sent everything; what is far too much is cut off. */
    private static void discard(InputStream in) throws IOException {
        byte[] bin = new byte[8 * 1024];
        for (long left = MAX_DISCARDED; left > 0; ) {
            int count = in.read(bin);
            if (count < 0) {
                return;
            }
            left -= count;
        }
    }

    private static JsonNode parse(byte[] bytes) throws IOException {
        String text;
        try {
            // Decoded here, since Jackson would also take UTF-16 and UTF-32, and let some broken UTF-8 pass.
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problems.malformedJson("The body is not UTF-8.");
        }
        try {
            JsonNode root = MAPPER.readTree(text);
            if (root == null || root.isMissingNode()) {
                throw Problems.malformedJson("The body is empty.");
            }
            return root;
        } catch (JsonProcessingException e) {
            // The parser's message would repeat what was sent; where it went wrong is enough.
            String where = e.getLocation() == null
                    ? ""
                    : " Look at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ".";
            throw Problems.malformedJson("The body must be one JSON object with each name once." + where);
        }
    }
}
