package com.trulybot.integrations.core.authorization;

import static com.trulybot.integrations.core.integration.IntegrationFixture.SHOPIFY;
import static com.trulybot.integrations.core.integration.IntegrationFixture.WOO;

import com.trulybot.integrations.core.authorization.AuthorizationStart.Invalid;
import com.trulybot.integrations.core.authorization.AuthorizationStart.NotConfigured;
import com.trulybot.integrations.core.authorization.AuthorizationStart.Page;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreProfile;
import com.trulybot.integrations.core.integration.StoreUrl;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Two platforms: Shopify signs what the browser brings, as {@code signed?state&host&code}, and its codes are good once;
 * WooCommerce's store posts {@code state&key}, signed by nobody. There is a page for no other.
 */
final class FakePlatforms implements StoreAuthorizer {
    private final Set<String> used = new HashSet<>();
    private boolean configured = true;
    private StoreProblem fault;
    private ConnectionCheck redeemed;
    private Runnable duringRedeem = () -> {};

    /** Shopify's settings are missing from now on. */
    void notConfigured() {
        configured = false;
    }

    /** Stores answer so from now on; null for well. */
    void fault(StoreProblem problem) {
        fault = problem;
    }

    /** What redeeming gives from now on. */
    void redeemed(ConnectionCheck check) {
        redeemed = check;
    }

    /** What happens while the next grant is redeemed. */
    void duringRedeem(Runnable other) {
        duringRedeem = other;
    }

    @Override
    public Optional<AuthorizationStart> start(PlatformId platform, AuthorizationRequest request) {
        if (!platform.equals(WOO) && !platform.equals(SHOPIFY)) {
            return Optional.empty();
        }
        if (!configured) {
            return Optional.of(new NotConfigured());
        }
        try {
            StoreUrl store = StoreUrl.parse(request.address());
            return Optional.of(new Page(URI.create(store + "/authorize?" + request.state()), store));
        } catch (IllegalArgumentException e) {
            return Optional.of(new Invalid(List.of(new FieldProblem("storeUrl", e.getMessage()))));
        }
    }

    static AuthorizationCallback browserBrings(String state, String host, String code) {
        return new AuthorizationCallback("signed&" + state + "&" + host + "&" + code, "");
    }

    static AuthorizationCallback storePosts(String state, String key) {
        return new AuthorizationCallback("", state + "&" + key);
    }

    @Override
    public Optional<AuthorizationGrant> read(PlatformId platform, AuthorizationCallback callback) {
        String[] query = callback.query().split("&", -1);
        if (platform.equals(SHOPIFY) && query.length == 4 && query[0].equals("signed")) {
            return Optional.of(grant(query[1], Optional.of(StoreUrl.parse(query[2])), query[3], true));
        }
        String[] body = callback.body().split("&", -1);
        return platform.equals(WOO) && body.length == 2
                ? Optional.of(grant(body[0], Optional.empty(), body[1], false))
                : Optional.empty();
    }

    @Override
    public Optional<StoreUrl> store(PlatformId platform, String query) {
        return query.startsWith("signed&") ? Optional.of(StoreUrl.parse(query.substring(7))) : Optional.empty();
    }

    @Override
    public Optional<AccessGrant> session(PlatformId platform, String token) {
        return Optional.of(grant("", Optional.of(StoreUrl.parse(token)), "", true));
    }

    @Override
    public Optional<EmbeddedFrame> frame(PlatformId platform, StoreUrl store) {
        return Optional.empty();
    }

    private AuthorizationGrant grant(String state, Optional<StoreUrl> store, String code, boolean throughBrowser) {
        return new AuthorizationGrant() {
            @Override
            public String state() {
                return state;
            }

            @Override
            public boolean throughBrowser() {
                return throughBrowser;
            }

            @Override
            public Optional<StoreUrl> store() {
                return store;
            }

            @Override
            public Optional<ConnectionCheck> redeem(String address, Deadline deadline) {
                Runnable other = duringRedeem;
                duringRedeem = () -> {};
                other.run();
                if (fault != null) {
                    throw new StoreException(fault, null, "so the store says", null);
                }
                if (code.equals("dead") || (throughBrowser && !code.isEmpty() && !used.add(code))) {
                    return Optional.empty();
                }
                return Optional.of(redeemed == null ? confirmed(StoreUrl.parse(address), store) : redeemed);
            }
        };
    }

    /** As a store answers whose platform tells its name. */
    static ConnectionCheck.Confirmed confirmed(StoreUrl url, Optional<StoreUrl> shop) {
        return new ConnectionCheck.Confirmed(
                new StoreProfile(url, "Mugs", null, shop.map(StoreUrl::host).orElse(null), "read", Map.of()),
                Credentials.of(Map.of(Field.ACCESS_TOKEN, Secret.of("token-0123456789abcdef"))));
    }
}
