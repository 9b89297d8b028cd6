package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.authorization.AccessGrant;
import com.trulybot.integrations.core.authorization.EmbeddedFrame;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.EmbeddedPage;
import com.trulybot.integrations.platform.PlatformContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The in-memory platform's admin: it signs the store and the time, as a query and as a token. */
final class InMemoryEmbeddedPage implements EmbeddedPage {
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Pattern QUERY =
            Pattern.compile("(host=([a-z0-9.-]{1,100})&time=([0-9]{1,12}))&hmac=([0-9a-f]{64})");
    private static final Pattern TOKEN = Pattern.compile("(token/([a-z0-9.-]{1,100})/([0-9]{1,12}))/([0-9a-f]{64})");

    private final InMemoryPlatform platform;

    InMemoryEmbeddedPage(InMemoryPlatform platform) {
        this.platform = platform;
    }

    static String query(StoreUrl store, Instant at, Secret signer) {
        String signed = "host=" + store.host() + "&time=" + at.getEpochSecond();
        return signed + "&hmac=" + Hmac.of(signer, signed.getBytes(StandardCharsets.UTF_8));
    }

    static String token(StoreUrl store, Instant at, Secret signer) {
        String signed = "token/" + store.host() + "/" + at.getEpochSecond();
        return signed + "/" + Hmac.of(signer, signed.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<StoreUrl> store(String query, PlatformContext context) {
        return proven(QUERY.matcher(query), context);
    }

    @Override
    public Optional<AccessGrant> session(String token, PlatformContext context) {
        return proven(TOKEN.matcher(token), context).map(Granted::new);
    }

    private static Optional<StoreUrl> proven(Matcher parts, PlatformContext context) {
        if (!parts.matches()
                || !Hmac.is(
                        parts.group(4),
                        InMemoryAuthorization.APP,
                        parts.group(1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        Duration age = Duration.between(
                Instant.ofEpochSecond(Long.parseLong(parts.group(3))),
                context.clock().instant());
        return age.abs().compareTo(FRESH) > 0 ? Optional.empty() : Optional.of(StoreUrl.parse(parts.group(2)));
    }

    @Override
    public Optional<EmbeddedFrame> frame(StoreUrl store, PlatformContext context) {
        return Optional.of(new EmbeddedFrame(
                URI.create(store + "/admin/ours"),
                URI.create("https://platform.example/bridge.js"),
                Map.of("app", "ours"),
                List.of(store.value())));
    }

    private final class Granted implements AccessGrant {
        private final StoreUrl store;

        Granted(StoreUrl store) {
            this.store = store;
        }

        @Override
        public Optional<StoreUrl> store() {
            return Optional.of(store);
        }

        @Override
        public Optional<ConnectionCheck> redeem(String address, Deadline deadline) {
            platform.reach(deadline);
            return Optional.of(
                    StoreUrl.parse(address).equals(store)
                            ? platform.confirmed(store)
                            : new ConnectionCheck.Refused(StoreProblem.STORE_CREDENTIALS_REJECTED, null));
        }
    }
}
