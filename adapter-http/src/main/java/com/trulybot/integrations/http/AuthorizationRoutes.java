package com.trulybot.integrations.http;

import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.core.authorization.ConnectionRequest;
import com.trulybot.integrations.core.authorization.OfferConnection;
import com.trulybot.integrations.core.authorization.SettleAuthorization;
import com.trulybot.integrations.core.authorization.Settlement;
import com.trulybot.integrations.core.authorization.StoreAuthorizer;
import com.trulybot.integrations.core.integration.Connection;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.workspace.Origin;
import com.trulybot.integrations.core.workspace.Ticket;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The way of a merchant's browser through connecting: our page that says which store would go to which account, the
 * platform's page where access is granted, and back. Who began it in another browser gets nowhere.
 */
final class AuthorizationRoutes {
    private final Platforms platforms;
    private final OfferConnection offerConnection;
    private final SettleAuthorization settleAuthorization;
    private final StoreAuthorizer authorizer;
    private final Pages pages;
    private final Cookies cookies;
    private final FormGuard forms;
    private final String base;

    AuthorizationRoutes(Platforms platforms, HttpApi.Ports ports, Pages pages, URI publicUrl) {
        this.platforms = platforms;
        this.offerConnection = ports.offerConnection();
        this.settleAuthorization = ports.settleAuthorization();
        this.authorizer = ports.authorizer();
        this.pages = pages;
        this.cookies = new Cookies(publicUrl);
        this.forms = new FormGuard(cookies, publicUrl);
        this.base = publicUrl.toString();
    }

    void register(Routes routes) {
        routes.browser(HandlerType.GET, "/connect/{ticket}", pages, this::ask);
        routes.browser(HandlerType.POST, "/connect/{ticket}", pages, this::agree);
        routes.browser(HandlerType.GET, "/connect/{platform}/return", pages, this::back);
        String platform = "/api/integrations/{platform}/";
        routes.browser(HandlerType.GET, platform + "install", pages, this::install);
        routes.browser(HandlerType.GET, platform + "callback", pages, ctx -> throughBrowser(ctx, routes.origin(ctx)));
        routes.store(HandlerType.POST, platform + "callback", ctx -> fromServer(ctx, routes.origin(ctx)));
    }

    private void ask(Context ctx) {
        Optional<Ticket> page = Ticket.tryParse(ctx.pathParam("ticket"));
        Optional<ConnectionRequest> request = page.flatMap(offerConnection::look);
        if (page.isEmpty() || request.isEmpty()) {
            pages.message(ctx, page.isEmpty() ? Outcomes.NO_SUCH_PAGE : Outcomes.PAGE_OVER);
            return;
        }
        pages.consent(ctx, request.get(), forms.give(ctx, page.get()));
    }

    private void agree(Context ctx) throws IOException {
        Optional<Ticket> page = Ticket.tryParse(ctx.pathParam("ticket"));
        if (page.isEmpty()) {
            pages.message(ctx, Outcomes.NO_SUCH_PAGE);
            return;
        }
        if (!forms.ours(ctx, page.get())) {
            // Whoever was lured into sending this: nothing has happened, and the page is as good as before.
            pages.message(ctx, Outcomes.NOT_OUR_FORM);
            return;
        }
        Optional<StoreUrl> store = offerConnection.look(page.get()).map(ConnectionRequest::store);
        Optional<OfferConnection.Onward> onward = offerConnection.agree(page.get());
        forms.forget(ctx, page.get());
        if (store.isEmpty() || onward.isEmpty()) {
            pages.message(ctx, Outcomes.PAGE_OVER);
            return;
        }
        cookies.give(ctx, cookies.browser(), onward.get().browser());
        pages.onward(ctx, onward.get().address(), store.get());
    }

    private void install(Context ctx) {
        PlatformId platform = platforms.named(ctx);
        OfferConnection.Onward onward =
                offerConnection.install(platform, query(ctx)).orElseThrow(Problems::signatureInvalid);
        cookies.give(ctx, cookies.browser(), onward.browser());
        redirect(ctx, 302, onward.address());
    }

    private void throughBrowser(Context ctx, Origin origin) {
        PlatformId platform = platforms.named(ctx);
        Optional<Ticket> browser = cookies.read(ctx, cookies.browser());
        settleAuthorization
                .settle(platform, new AuthorizationCallback(query(ctx), ""), browser, origin, StoreTimes.connecting())
                .<Runnable>match(
                        settled -> () -> {
                            Optional<Problem> problem = Outcomes.problem(settled.connection(), platform);
                            if (problem.isPresent()) {
                                cookies.take(ctx, cookies.browser());
                                throw problem.get();
                            }
                            // The page after it needs the cookie once more, and takes it.
                            String state = once(ctx, "state")
                                    .flatMap(Ticket::tryParse)
                                    .map(Ticket::value)
                                    .orElse("");
                            redirect(ctx, 303, URI.create(base + "/connect/" + platform + "/return?state=" + state));
                        },
                        installed -> () -> {
                            cookies.take(ctx, cookies.browser());
                            authorizer
                                    .frame(platform, installed.store())
                                    .ifPresentOrElse(
                                            frame -> redirect(ctx, 303, frame.admin()),
                                            () -> pages.message(ctx, Outcomes.words("installed")));
                        },
                        () -> () -> {
                            throw Problems.signatureInvalid();
                        },
                        () -> () -> {
                            throw Problems.oauthStateInvalid();
                        },
                        () -> () -> {
                            cookies.take(ctx, cookies.browser());
                            throw Problems.oauthCodeRefused();
                        })
                .run();
    }

    private void fromServer(Context ctx, Origin origin) throws IOException {
        PlatformId platform = platforms.named(ctx);
        String body = new String(RequestBody.bytes(ctx), StandardCharsets.UTF_8);
        Settlement settlement = settleAuthorization.settle(
                platform,
                new AuthorizationCallback(query(ctx), body),
                Optional.empty(),
                origin,
                StoreTimes.connecting());
        Connection connection = settlement.match(
                Settlement.Settled::connection,
                installed -> {
                    throw Problems.oauthStateInvalid();
                },
                () -> {
                    // Not signed by anyone: it is the state that was to prove it.
                    throw Problems.oauthStateInvalid();
                },
                () -> {
                    throw Problems.oauthStateInvalid();
                },
                () -> {
                    throw Problems.oauthCodeRefused();
                });
        Outcomes.problem(connection, platform).ifPresent(problem -> {
            throw problem;
        });
        // Not a word about the store or its account: whoever sent this has proven nothing but the state.
        Answers.json(ctx, new Answers.Body(200, Json.object(json -> json.writeBooleanField("connected", true))));
    }

    /** The platform sends the browser here when all is said; what was said, only this browser is told. */
    private void back(Context ctx) {
        platforms.named(ctx);
        Optional<Ticket> browser = cookies.read(ctx, cookies.browser());
        Optional<Ticket> state =
                once(ctx, "state").or(() -> once(ctx, "user_id")).flatMap(Ticket::tryParse);
        Optional<String> outcome =
                state.flatMap(known -> browser.flatMap(mine -> settleAuthorization.outcome(known, mine)));
        if (outcome.isPresent()) {
            cookies.take(ctx, cookies.browser());
            pages.message(ctx, Outcomes.words(outcome.get()));
        } else if (once(ctx, "success").equals(Optional.of("0"))) {
            pages.message(ctx, Outcomes.DENIED);
        } else {
            pages.message(
                    ctx, browser.isPresent() && state.isPresent() ? Outcomes.NOTHING_YET : Outcomes.NOTHING_KNOWN);
        }
    }

    /** A parameter that came once; one that came more often says nothing. */
    private static Optional<String> once(Context ctx, String name) {
        List<String> values = ctx.queryParams(name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    private static String query(Context ctx) {
        return Objects.requireNonNullElse(ctx.queryString(), "");
    }

    private static void redirect(Context ctx, int status, URI address) {
        ctx.status(status).header("Location", address.toString());
    }
}
