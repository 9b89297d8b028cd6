package com.trulybot.integrations.platform.http;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp;
import java.io.IOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The guarded way to stores, on OkHttp. One for the whole process, used by many threads at once.
 *
 * <p>Blocks the calling thread until the answer is there or the deadline has come. An interrupted thread gets
 * {@code STORE_TIMEOUT} and stays interrupted.
 */
public final class OkHttpStoreHttp implements StoreHttp, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OkHttpStoreHttp.class);

    /** Ours to say, or the protocol's. */
    private static final Set<String> NOT_THE_CALLERS = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "expect",
            "host",
            "te",
            "transfer-encoding",
            "upgrade",
            "user-agent");

    private static final long CHUNK = 8192;

    /** Of all stores together. With fewer, thousands of lookups at once would connect anew again and again. */
    static final int IDLE_CONNECTIONS = 2_000;

    static final Duration IDLE_FOR = Duration.ofSeconds(60);

    private final OutboundGuard guard;
    private final GuardedDns dns;
    private final ConnectionPool connections;
    private final OkHttpClient client;
    private final StoreLane.Registry lanes;
    private final Repeats repeats;
    private final CallWatch watch = new CallWatch();
    private final AnswerMemory memory;
    private final long maxAnswerBytes;
    private final String userAgent;

    /**
     * Opens it.
     *
     * @param clock for {@code Retry-After} dates
     * @throws IllegalArgumentException when the file of trust anchors can't be read
     */
    public OkHttpStoreHttp(OutboundSettings settings, InstantSource clock) {
        this(settings, clock, Dns.SYSTEM, SocketFactory.getDefault());
    }

    OkHttpStoreHttp(OutboundSettings settings, InstantSource clock, Dns system, SocketFactory sockets) {
        this(
                settings,
                clock,
                system,
                sockets,
                new StoreLane.Registry(settings.requestsPerStore(), settings.requestsOverall()),
                AnswerMemory.ofTheHeap(),
                IDLE_FOR);
    }

    OkHttpStoreHttp(
            OutboundSettings settings,
            InstantSource clock,
            Dns system,
            SocketFactory sockets,
            StoreLane.Registry lanes,
            AnswerMemory memory,
            Duration idleFor) {
        TrustAnchors anchors = TrustAnchors.load(settings.caFile());
        this.guard = new OutboundGuard(settings.allow());
        this.dns = new GuardedDns(system);
        this.lanes = lanes;
        this.memory = memory;
        this.repeats = new Repeats(clock);
        this.maxAnswerBytes = settings.maxAnswerBytes();
        this.userAgent = settings.userAgent();
        List<ConnectionSpec> specs = new ArrayList<>(List.of(ConnectionSpec.MODERN_TLS));
        if (!settings.allow().isEmpty()) {
            specs.add(ConnectionSpec.CLEARTEXT);
        }
        this.connections = new ConnectionPool(IDLE_CONNECTIONS, idleFor.toMillis(), TimeUnit.MILLISECONDS);
        this.client = Background.serve(new OkHttpClient.Builder())
                .dns(dns)
                .socketFactory(sockets)
                .sslSocketFactory(anchors.sockets(), anchors.manager())
                .connectionSpecs(specs)
                .certificatePinner(Pins.pinner(settings.pins()))
                .connectionPool(connections)
                .proxy(Proxy.NO_PROXY)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .followRedirects(false)
                .followSslRedirects(false)
                // One address after the other, on the calling thread: racing them would take a thread for each.
                .fastFallback(false)
                .connectTimeout(settings.connectTimeout())
                // The deadline ends reading and writing, and it alone.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .addNetworkInterceptor(guard)
                .addNetworkInterceptor(watch)
                .addNetworkInterceptor(OkHttpStoreHttp::leaveRepeatingToUs)
                .build();
    }

    @Override
    public Response send(Request request, Deadline deadline) {
        HttpUrl url = guard.check(request.uri());
        okhttp3.Request next = translate(request, url);
        for (int hops = 0; ; hops++) {
            Response answer = sendOften(next, request, deadline);
            String location =
                    Redirects.is(answer.status()) ? answer.header("Location").orElse(null) : null;
            if (location == null) {
                return answer;
            }
            next = Redirects.follow(next, answer.status(), location, hops);
            guard.check(next.url());
        }
    }

    private Response sendOften(okhttp3.Request request, Request asked, Deadline deadline) {
        String address = OutboundSettings.authority(request.url());
        StoreLane lane = lanes.of(asked.store() == null ? address : address + "/" + asked.store());
        for (int tries = 1; ; tries++) {
            Exchange exchange = lane.run(deadline, () -> sendOnce(request, deadline));
            if (!asked.repeatable() || !exchange.mayPass() || tries == Repeats.TRIES || !lane.open()) {
                return exchange.orThrow();
            }
            Duration pause = repeats.pause(tries, exchange.answer());
            if (pause.compareTo(deadline.remaining()) >= 0 || !slept(pause)) {
                return exchange.orThrow();
            }
        }
    }

    private static boolean slept(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Exchange sendOnce(okhttp3.Request request, Deadline deadline) {
        long left = deadline.remaining().toNanos();
        if (left == 0) {
            throw new StoreException(StoreProblem.STORE_TIMEOUT);
        }
        long begun = System.nanoTime();
        Call call = client.newCall(request);
        call.timeout().timeout(left, TimeUnit.NANOSECONDS);
        boolean exempt = guard.exempts(request.url());
        Exchange exchange =
                dns.during(deadline, exempt, () -> watch.during(call, deadline, () -> exchange(call, deadline)));
        if (LOG.isDebugEnabled()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            LOG.debug("{} {} {} {} ms", request.method(), request.url().host(), exchange.outcome(), millis);
        }
        return exchange;
    }

    private Exchange exchange(Call call, Deadline deadline) {
        boolean answering = false;
        try (okhttp3.Response response = call.execute();
                AnswerMemory.Part part = memory.part()) {
            answering = true;
            String encoding = response.header("Content-Encoding", "identity");
            if (!"identity".equalsIgnoreCase(encoding)) {
                // The client undoes gzip, the only one it asks for, and takes the header away.
                call.cancel();
                return Exchange.refused("The answer is compressed in a way that was not asked for.");
            }
            Buffer body = new Buffer();
            BufferedSource source = response.body().source();
            while (source.read(body, CHUNK) != -1) {
                if (body.size() > maxAnswerBytes) {
                    // Cancelled first: closing would read on for a while to save the connection.
                    call.cancel();
                    return Exchange.refused("The answer is larger than " + maxAnswerBytes + " bytes.");
                }
                if (!part.grow(body.size())) {
                    call.cancel();
                    return Exchange.noRoom();
                }
            }
            return Exchange.answered(new Response(
                    response.code(),
                    response.headers().toMultimap(),
                    new String(body.readByteArray(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return Exchange.failed(e, answering, deadline);
        }
    }

    private okhttp3.Request translate(Request request, HttpUrl url) {
        okhttp3.Request.Builder builder = new okhttp3.Request.Builder().url(url);
        request.headers().forEach((name, value) -> {
            if (!NOT_THE_CALLERS.contains(name.toLowerCase(Locale.ROOT))) {
                try {
                    builder.header(name, value);
                } catch (IllegalArgumentException e) {
                    // Without the cause: its message quotes the value.
                    throw new IllegalArgumentException("a header's name or value has characters that HTTP forbids");
                }
            }
        });
        builder.header("User-Agent", userAgent);
        return builder.method(request.method(), body(request)).build();
    }

    private static @Nullable RequestBody body(Request request) {
        String text = request.body();
        // An empty one for DELETE is what keeps the client from sending it again by itself.
        boolean needsOne = Set.of("POST", "PUT", "PATCH").contains(request.method())
                || (request.method().equals("DELETE") && !request.repeatable());
        return text == null && !needsOne ? null : new Body(text == null ? "" : text, request.repeatable());
    }

    private static final class Body extends RequestBody {
        private final byte[] bytes;
        private final boolean repeatable;

        Body(String text, boolean repeatable) {
            this.bytes = text.getBytes(StandardCharsets.UTF_8);
            this.repeatable = repeatable;
        }

        @Override
        public @Nullable MediaType contentType() {
            return null;
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        /** Keeps the client from sending it again over a new connection when the old one broke. */
        @Override
        public boolean isOneShot() {
            return !repeatable;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(bytes);
        }
    }

    /** The client sends again by itself what was answered 503 with {@code Retry-After: 0}; our count would be wrong. */
    private static okhttp3.Response leaveRepeatingToUs(Interceptor.Chain chain) throws IOException {
        okhttp3.Response response = chain.proceed(chain.request());
        return "0".equals(response.header("Retry-After"))
                ? response.newBuilder().header("Retry-After", "0.0").build()
                : response;
    }

    /** The connections that are open, in use or idle. */
    ConnectionPool connections() {
        return connections;
    }

    GuardedDns dns() {
        return dns;
    }

    @Override
    public void close() {
        watch.close();
        dns.close();
        client.dispatcher().executorService().shutdown();
        connections.evictAll();
    }
}
