package com.trulybot.integrations.http;

import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Origin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the {@code *Routes} register theirs: says who may call, counts calls, and answers {@code HEAD} and
 * {@code OPTIONS} for each path.
 */
final class Routes {
    private static final String PREFLIGHT_SECONDS = "86400";

    /** What a merchant's route does. */
    @FunctionalInterface
    interface MerchantHandler {
        void handle(Context ctx, Merchant merchant) throws Exception;
    }

    /** What a route does for whoever is proven. */
    @FunctionalInterface
    interface CallerHandler {
        void handle(Context ctx, Caller caller) throws Exception;
    }

    /** What a route does for a page in a store's admin; false when the request proves no such page. */
    @FunctionalInterface
    interface SessionHandler {
        boolean handle(Context ctx) throws Exception;
    }

    private record Path(Set<String> methods, boolean cors) {}

    private final RoutesConfig config;
    private final CallerAuth auth;
    private final ClientAddress addresses;
    private final Limits limits;
    private final Senders senders;
    private final Map<String, Path> paths = new LinkedHashMap<>();

    /**
     * What is counted.
     *
     * @param workspace by workspace
     * @param address by network address
     * @param assets by network address
     */
    record Limits(RateLimiter workspace, RateLimiter address, RateLimiter assets) {}

    Routes(RoutesConfig config, CallerAuth auth, ClientAddress addresses, Senders senders, Limits limits) {
        this.config = config;
        this.auth = auth;
        this.addresses = addresses;
        this.senders = senders;
        this.limits = limits;
    }

    /** For merchants, who prove themselves with a token. */
    void merchant(HandlerType method, String path, MerchantHandler handler) {
        caller(method, path, (ctx, caller) -> handler.handle(ctx, caller.merchant()));
    }

    /** The same, where the account's own name is wanted, too. */
    void caller(HandlerType method, String path, CallerHandler handler) {
        add(method, path, false, ctx -> counted(ctx, auth.byToken(ctx), handler));
    }

    /** For merchants with a token, and for the plugins in their stores, which sign. */
    void callerOrPlugin(HandlerType method, String path, CallerHandler handler) {
        add(method, path, false, ctx -> counted(ctx, auth.byTokenOrSignature(ctx), handler));
    }

    /**
     * For those, and for pages that live in a store's admin. Which kind a token is of, its signature alone says: it is a
     * merchant's, or {@code session} finds that the platform made it, or it is nobody's.
     */
    void callerOrPlugin(HandlerType method, String path, CallerHandler handler, SessionHandler session) {
        add(method, path, false, ctx -> {
            Caller caller;
            try {
                caller = auth.byTokenOrSignature(ctx);
            } catch (Problem nobody) {
                if (nobody.status() != 401 || RequestSignature.isOn(ctx.req())) {
                    throw nobody;
                }
                limits.address().require(addresses.of(ctx));
                if (session.handle(ctx)) {
                    return;
                }
                throw nobody;
            }
            counted(ctx, caller, handler);
        });
    }

    private void counted(Context ctx, Caller caller, CallerHandler handler) throws Exception {
        RateLimiter.Verdict verdict =
                limits.workspace().require(caller.merchant().workspace());
        ctx.header("RateLimit", verdict.header());
        ctx.header("RateLimit-Policy", limits.workspace().policy());
        handler.handle(ctx, caller);
    }

    /** For stores' servers, who are counted and prove themselves to the handler, if at all. */
    void store(HandlerType method, String path, Handler handler) {
        add(method, path, false, ctx -> {
            senders.count(ctx);
            handler.handle(ctx);
        });
    }

    /** For everyone, but for no other page's scripts: files to download. */
    void file(String path, Handler handler) {
        add(HandlerType.GET, path, false, ctx -> {
            limits.assets().require(addresses.of(ctx));
            handler.handle(ctx);
        });
    }

    /** For everyone, from any page. */
    void everyone(HandlerType method, String path, Handler handler) {
        add(method, path, true, fromAnyPage(limits.address(), handler));
    }

    /** For everyone, from any page: scripts, configuration and the like, which every page view asks for. */
    void asset(String path, Handler handler) {
        add(HandlerType.GET, path, true, fromAnyPage(limits.assets(), handler));
    }

    /** For a merchant's browser: a page, or a step on the way to one. Refusals are pages, too. */
    void browser(HandlerType method, String path, Pages pages, Handler handler) {
        add(method, path, false, pages.forBrowsers(counted(handler)));
    }

    /** For pages in a store's admin, which the handler lets prove themselves. */
    void embedded(HandlerType method, String path, Handler handler) {
        add(method, path, false, counted(handler));
    }

    private Handler counted(Handler handler) {
        return ctx -> {
            limits.address().require(addresses.of(ctx));
            handler.handle(ctx);
        };
    }

    /** For machines of our own: not counted. */
    void operations(String path, Handler handler) {
        add(HandlerType.GET, path, false, handler);
    }

    /** Where a request comes from, for the record of what happened. */
    Origin origin(Context ctx) {
        return addresses.origin(ctx);
    }

    private Handler fromAnyPage(RateLimiter limiter, Handler handler) {
        return ctx -> {
            ctx.header("Access-Control-Allow-Origin", "*");
            ctx.header("Access-Control-Expose-Headers", "X-Request-Id, Retry-After");
            ctx.header("Cross-Origin-Resource-Policy", "cross-origin");
            limiter.require(addresses.of(ctx));
            handler.handle(ctx);
        };
    }

    private void add(HandlerType method, String path, boolean cors, Handler handler) {
        config.addHttpHandler(method, path, handler);
        Set<String> methods = paths.computeIfAbsent(path, p -> new Path(new TreeSet<>(Set.of("OPTIONS")), cors))
                .methods();
        methods.add(method.name());
        if (method.equals(HandlerType.GET)) {
            // The same work without the body: Jetty leaves that out.
            config.addHttpHandler(HandlerType.HEAD, path, handler);
            methods.add(HandlerType.HEAD.name());
        }
    }

    /** Every route as {@code GET /path}, those left out that each path has: {@code HEAD} and {@code OPTIONS}. */
    Set<String> all() {
        Set<String> all = new TreeSet<>();
        paths.forEach((path, what) -> what.methods().stream()
                .filter(method -> !method.equals("HEAD") && !method.equals("OPTIONS"))
                .forEach(method -> all.add(method + " " + path)));
        return all;
    }

    /** Adds {@code OPTIONS}; call it when all else is registered. */
    void finish() {
        paths.forEach((path, what) -> {
            String allow = String.join(", ", what.methods());
            config.addHttpHandler(HandlerType.OPTIONS, path, ctx -> {
                ctx.header("Allow", allow);
                if (what.cors()) {
                    ctx.header("Access-Control-Allow-Origin", "*");
                    ctx.header("Access-Control-Allow-Methods", allow);
                    ctx.header("Access-Control-Allow-Headers", "Content-Type, X-Request-Id");
                    ctx.header("Access-Control-Max-Age", PREFLIGHT_SECONDS);
                }
                ctx.status(204);
            });
        });
    }
}
