package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.core.authorization.AuthorizationGrant;
import com.trulybot.integrations.core.authorization.AuthorizationRequest;
import com.trulybot.integrations.core.authorization.AuthorizationStart;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreAuthorization;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The in-memory platform's page: the merchant comes back with a code, the state, the shop and the time, signed. */
final class InMemoryAuthorization implements StoreAuthorization {
    static final Secret APP = Secret.of("in-memory-app-secret-0123456789");
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Pattern CALLBACK = Pattern.compile(
            "(code=([a-z0-9-]{1,40})&state=([A-Za-z0-9_-]{1,100})&host=([a-z0-9.-]{1,100})&time=([0-9]{1,12}))"
                    + "&hmac=([0-9a-f]{64})");

    private final InMemoryPlatform platform;
    private final Set<String> codes = ConcurrentHashMap.newKeySet();
    private final AtomicInteger number = new AtomicInteger();

    InMemoryAuthorization(InMemoryPlatform platform) {
        this.platform = platform;
    }

    @Override
    public AuthorizationStart start(AuthorizationRequest request, PlatformContext context) {
        try {
            StoreUrl store = StoreUrl.parse(request.address());
            return new AuthorizationStart.Page(URI.create(store + "/authorize?state=" + request.state()), store);
        } catch (IllegalArgumentException e) {
            return new AuthorizationStart.Invalid(
                    List.of(new FieldProblem("storeUrl", String.valueOf(e.getMessage()))));
        }
    }

    /** What the platform brings when the merchant agrees. */
    AuthorizationCallback granted(URI page, Instant at, Secret signer) {
        String code = "code-" + number.incrementAndGet();
        codes.add(code);
        String state = page.getQuery().substring("state=".length());
        String signed = "code=" + code + "&state=" + state + "&host=" + page.getHost() + "&time=" + at.getEpochSecond();
        return new AuthorizationCallback(
                signed + "&hmac=" + Hmac.of(signer, signed.getBytes(StandardCharsets.UTF_8)), "");
    }

    @Override
    public Optional<AuthorizationGrant> read(AuthorizationCallback callback, PlatformContext context) {
        Matcher parts = CALLBACK.matcher(callback.query());
        if (!callback.body().isEmpty()
                || !parts.matches()
                || !Hmac.is(parts.group(6), APP, parts.group(1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        Duration age = Duration.between(
                Instant.ofEpochSecond(Long.parseLong(parts.group(5))),
                context.clock().instant());
        return age.abs().compareTo(FRESH) > 0
                ? Optional.empty()
                : Optional.of(new Granted(parts.group(2), parts.group(3), StoreUrl.parse(parts.group(4))));
    }

    private final class Granted implements AuthorizationGrant {
        private final String code;
        private final String state;
        private final StoreUrl store;

        Granted(String code, String state, StoreUrl store) {
            this.code = code;
            this.state = state;
            this.store = store;
        }

        @Override
        public String state() {
            return state;
        }

        @Override
        public Optional<StoreUrl> store() {
            return Optional.of(store);
        }

        @Override
        public boolean throughBrowser() {
            return true;
        }

        @Override
        public Optional<ConnectionCheck> redeem(String address, Deadline deadline) {
            platform.reach(deadline);
            if (!StoreUrl.parse(address).equals(store)) {
                return Optional.of(new ConnectionCheck.Refused(StoreProblem.STORE_CREDENTIALS_REJECTED, null));
            }
            return codes.remove(code) ? Optional.of(platform.confirmed(store)) : Optional.empty();
        }
    }
}
