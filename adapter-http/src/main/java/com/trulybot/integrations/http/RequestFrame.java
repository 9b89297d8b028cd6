package com.trulybot.integrations.http;

import com.trulybot.integrations.core.integration.StoreException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.util.MethodNotAllowedUtil;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands around every request: its id, the security headers, refusals as problem details, time and log. */
final class RequestFrame {
    static final String REQUEST_ID = "X-Request-Id";

    private static final Logger LOG = LoggerFactory.getLogger(RequestFrame.class);
    private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final String API_CSP = "default-src 'none'; frame-ancestors 'none'";
    private static final String ONE_YEAR = "max-age=31536000";

    private record Route(String method, String template, int status) {}

    private final MeterRegistry meters;
    private final boolean https;
    private final Map<Route, Timer> timers = new ConcurrentHashMap<>();

    RequestFrame(MeterRegistry meters, URI publicUrl) {
        this.meters = meters;
        this.https = "https".equalsIgnoreCase(publicUrl.getScheme());
    }

    void install(JavalinConfig config) {
        config.routes.before(this::begin);
        config.routes.exception(Problem.class, (problem, ctx) -> write(ctx, problem));
        config.routes.exception(StoreException.class, (fault, ctx) -> write(ctx, Problems.store(fault)));
        config.routes.exception(HttpResponseException.class, (refusal, ctx) -> write(ctx, ofJavalin(refusal, ctx)));
        config.routes.exception(Exception.class, RequestFrame::unexpected);
        config.router.javaLangErrorHandler(RequestFrame::fatal);
        config.requestLogger.http(this::end);
    }

    private void begin(Context ctx) {
        String given = ctx.header(REQUEST_ID);
        String id = given != null && SANE_ID.matcher(given).matches() ? given : freshId();
        HttpServletResponse response = ctx.res();
        response.setHeader(REQUEST_ID, id);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", API_CSP);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (https) {
            response.setHeader("Strict-Transport-Security", ONE_YEAR);
        }
    }

    /** Not secret and not guessed by anyone: it only has to differ. */
    static String freshId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextInt());
    }

    private static Problem ofJavalin(HttpResponseException refusal, Context ctx) {
        return refusal.getStatus() == 405
                ? Problems.methodNotAllowed(allowed(ctx))
                : Problems.ofStatus(refusal.getStatus());
    }

    private static String allowed(Context ctx) {
        Set<String> methods = new TreeSet<>();
        Javalin server = ctx.appData(HttpApi.SERVER).get();
        for (HandlerType method :
                MethodNotAllowedUtil.INSTANCE.findAvailableHttpHandlerTypes(server.unsafe.internalRouter, ctx.path())) {
            methods.add(method.name());
        }
        return String.join(", ", methods);
    }

    private static void unexpected(Exception fault, Context ctx) {
        if (ctx.res().isCommitted()) {
            LOG.debug("The client went away.", fault);
            return;
        }
        if (fault instanceof HttpException refusal && refusal.getCode() < 500) {
            write(ctx, Problems.ofStatus(refusal.getCode()));
            return;
        }
        if (fault instanceof IOException) {
            // Only a body is read here: it ended too soon, came too slowly, or is chunked wrongly.
            LOG.debug("The request's body could not be read.", fault);
            write(ctx, Problems.ofStatus(400));
            return;
        }
        LOG.error("Request {} to {} failed.", ctx.res().getHeader(REQUEST_ID), template(ctx), fault);
        write(ctx, Problems.internalError());
    }

    private static void fatal(HttpServletResponse response, Error error) {
        LOG.error("Request {} failed.", response.getHeader(REQUEST_ID), error);
        if (response.isCommitted()) {
            return;
        }
        Problem problem = Problems.internalError();
        response.setStatus(problem.status());
        response.setContentType(ProblemJson.TYPE);
        try {
            response.getOutputStream().write(ProblemJson.bytes(problem, response.getHeader(REQUEST_ID)));
        } catch (IOException e) {
            LOG.debug("The client went away.", e);
        }
    }

    private static void write(Context ctx, Problem problem) {
        problem.headers().forEach(ctx::header);
        ctx.header("Cache-Control", "no-store");
        ctx.removeHeader("ETag");
        ctx.status(problem.status())
                .contentType(ProblemJson.TYPE)
                .result(ProblemJson.bytes(problem, ctx.res().getHeader(REQUEST_ID)));
    }

    private void end(Context ctx, float millis) {
        String template = template(ctx);
        Route route =
                new Route(ctx.method().isHttpMethod() ? ctx.method().name() : "OTHER", template, ctx.statusCode());
        timers.computeIfAbsent(route, this::timer).record((long) (millis * 1e6f), TimeUnit.NANOSECONDS);
        if (LOG.isDebugEnabled()) {
            // The template, never the path: that is a stranger's text.
            LOG.debug(
                    "{} {} {} in {} ms, request {}",
                    route.method(),
                    template,
                    route.status(),
                    millis,
                    ctx.res().getHeader(REQUEST_ID));
        }
    }

    private Timer timer(Route route) {
        return Timer.builder("http.server.requests")
                .description("Time from a request's arrival to its answer")
                .tag("method", route.method())
                .tag("uri", route.template())
                .tag("status", Integer.toString(route.status()))
                .register(meters);
    }

    private static String template(Context ctx) {
        @Nullable Endpoint endpoint = ctx.endpoints().lastHttpEndpoint();
        return endpoint == null ? "unmatched" : endpoint.path;
    }
}
