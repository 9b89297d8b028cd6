package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the way into a shop, or why there is none. WooCommerce answers the same 401 whether the key is unknown, the
 * header was taken away on the way, or it does not notice that it is asked over https; only trying tells them apart.
 * Done once, while connecting: a shop that stops taking its way later says so at the next lookup, and is connected
 * anew.
 */
final class Connecting {
    private static final String API = "wc/v3";
    private static final Map<String, String> INDEX = Map.of("_fields", "name,url,home,namespaces,timezone_string");

    private static final Pattern API_ROOT = Pattern.compile(
            "<([^<>?]{1,500}?)/(?:wp-json/|index\\.php\\?rest_route=/)>; rel=\"https://api\\.w\\.org/\"");

    private static final Pattern RENAMED_ROOT =
            Pattern.compile("<https?://[^<>?/]{1,300}(/[A-Za-z0-9_./-]{1,100}/)>; rel=\"https://api\\.w\\.org/\"");

    private final PlatformContext context;
    private final Answers answers;
    private final Keys keys;
    private final Deadline deadline;

    Connecting(Keys keys, PlatformContext context, Deadline deadline) {
        this.context = context;
        this.answers = new Answers(context.clock());
        this.keys = keys;
        this.deadline = deadline;
    }

    /**
     * A shop whose orders can be read.
     *
     * @param url the address given, or the one on the same host where the shop says that it lives
     * @param index what the site tells everyone of itself; empty when it is closed to strangers
     */
    record Found(StoreUrl url, Way way, Optional<LooseJson> index) {}

    private record Site(StoreUrl url, Route route, Optional<LooseJson> index) {}

    /**
     * Looks for WooCommerce first, and shows the keys only to it.
     *
     * @throws StoreException saying what keeps us out, with how to mend it
     */
    Found find(StoreUrl given) {
        Site site = site(given, true);
        Optional<StoreUrl> lives = site.index
                .flatMap(Connecting::home)
                .map(StoreUrl::parse)
                .filter(home -> !home.equals(site.url) && leadsTo(site.url, home));
        return find(lives.isPresent() ? site(lives.get(), false) : site);
    }

    /**
     * Whether the site may be asked at the address it names instead: someone typed http, or one of its pages. Never at
     * another host, and never over http when https was given.
     */
    private static boolean leadsTo(StoreUrl given, StoreUrl home) {
        return home.host().equals(given.host())
                && home.uri().getPort() == given.uri().getPort()
                && (Way.isHttps(home) || !Way.isHttps(given));
    }

    private Found find(Site site) {
        StoreUrl url = site.url;
        String home = site.index.flatMap(Connecting::home).orElse(url.value());
        Way way = new Way(site.route, Authentication.BASIC, home);
        try {
            Way found = Way.isHttps(url) ? overHttps(url, way) : overHttp(url, way);
            return new Found(url, found, site.index.isPresent() ? site.index : shownToKeys(url, found));
        } catch (StoreException e) {
            throw site.index.isEmpty() ? Refusals.behindAPage(e) : e;
        }
    }

    /** What the site says of itself, before any key is shown to it. */
    private Site site(StoreUrl url, boolean mayLead) {
        Response first = index(url, Route.PRETTY);
        if (Answers.isJson(first)) {
            return new Site(url, Route.PRETTY, told(first));
        }
        Optional<StoreUrl> root = mayLead ? root(first).filter(other -> !other.equals(url)) : Optional.empty();
        if (root.filter(other -> leadsTo(url, other)).isPresent()) {
            return site(root.get(), false);
        }
        if (first.status() == 200 || first.status() == 404) {
            renamed(first).ifPresent(path -> {
                throw Refusals.renamed(path);
            });
            for (Route route : List.of(Route.PLAIN, Route.INDEX)) {
                Response next = index(url, route);
                if (Answers.isJson(next)) {
                    return new Site(url, route, told(next));
                }
            }
        }
        if (first.status() != 200) {
            throw answers.problem(first);
        }
        // A page in the index's place alone hides nothing but the index.
        return new Site(url, Route.PRETTY, Optional.empty());
    }

    /** The site's address, as each of its pages tells it: {@code Link: <https://shop.example/wp-json/>; rel="…"}. */
    private static Optional<StoreUrl> root(Response page) {
        Matcher api = page.header("Link").map(API_ROOT::matcher).orElse(null);
        if (api == null || !api.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(StoreUrl.parse(api.group(1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Another path than {@code /wp-json/}, where the page names one. */
    private static Optional<String> renamed(Response page) {
        Matcher api = page.header("Link").map(RENAMED_ROOT::matcher).orElse(null);
        return api != null && api.find() && !api.group(1).endsWith("/wp-json/")
                ? Optional.of(api.group(1))
                : Optional.empty();
    }

    private Response index(StoreUrl url, Route route) {
        try {
            return Door.stranger(context, url, route, "/", INDEX, deadline);
        } catch (StoreException e) {
            throw e.problem() == StoreProblem.STORE_REDIRECTS ? Refusals.leadsElsewhere(e) : e;
        }
    }

    /** A site that is closed to strangers tells those with keys. */
    private Optional<LooseJson> shownToKeys(StoreUrl url, Way way) {
        try {
            Response response = new Door(url, keys, way, context).get("/", INDEX, deadline);
            return Optional.of(new LooseJson(answers.object(response)));
        } catch (StoreException untold) {
            return Optional.empty();
        }
    }

    private Optional<LooseJson> told(Response response) {
        if (response.status() == 401 || response.status() == 403) {
            return Optional.empty();
        }
        LooseJson index = new LooseJson(answers.object(response));
        if (!index.texts("namespaces").contains(API)) {
            throw new StoreException(StoreProblem.STORE_NOT_WOOCOMMERCE);
        }
        return Optional.of(index);
    }

    /** As the site writes it, since that is what it signs; nothing when it is no address. */
    private static Optional<String> home(LooseJson index) {
        String home = index.text("home") != null ? index.text("home") : index.text("url");
        if (home == null) {
            return Optional.empty();
        }
        try {
            StoreUrl.parse(home);
            return Optional.of(home.replaceFirst("/+$", ""));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Way overHttps(StoreUrl url, Way way) {
        Response basic = ask(url, way);
        if (reads(basic)) {
            return way;
        }
        if (!Answers.keysMayNotHaveArrived(basic)) {
            throw answers.problem(basic);
        }
        // A signature shows no secret to the logs on the way, which the keys in the query do. A shop that does not
        // notice
        // that it is asked over https expects one for http.
        Signed second = signed(url, way, "https");
        if (reads(second.answer)) {
            return second.way;
        }
        Signed third = signed(url, way, "http");
        if (reads(third.answer)) {
            return third.way;
        }
        Way query = way.with(Authentication.QUERY);
        Response open = ask(url, query);
        if (reads(open)) {
            return query;
        }
        throw Answers.keysMayNotHaveArrived(open)
                ? new Refusals(answers, context.clock()).overHttps(third.answer)
                : answers.problem(open);
    }

    private Way overHttp(StoreUrl url, Way way) {
        Signed first = signed(url, way, "http");
        if (reads(first.answer)) {
            return first.way;
        }
        if (Answers.saysWrongSignature(first.answer)) {
            // Behind a proxy that speaks http to us and https to the world, the shop takes itself to be asked over
            // https.
            Signed behindProxy = signed(url, way, "https");
            if (reads(behindProxy.answer)) {
                return behindProxy.way;
            }
        }
        throw new Refusals(answers, context.clock()).overHttp(first.answer);
    }

    private record Signed(Way way, Response answer) {}

    /** In the header, or in the query where headers don't arrive. */
    private Signed signed(StoreUrl url, Way way, String scheme) {
        Way header = new Way(way.route(), Authentication.OAUTH1, scheme(scheme, way.home()));
        Response answer = ask(url, header);
        if (!Answers.keysMayNotHaveArrived(answer)) {
            return new Signed(header, answer);
        }
        Way query = header.with(Authentication.OAUTH1_QUERY);
        return new Signed(query, ask(url, query));
    }

    private Response ask(StoreUrl url, Way way) {
        return new Door(url, keys, way, context)
                .get("/wc/v3/orders", Map.of("per_page", "1", "_fields", "id"), deadline);
    }

    private boolean reads(Response response) {
        if (response.status() < 200 || response.status() > 299) {
            return false;
        }
        answers.list(response);
        return true;
    }

    private static String scheme(String scheme, String address) {
        return scheme + address.substring(address.indexOf("://"));
    }
}
