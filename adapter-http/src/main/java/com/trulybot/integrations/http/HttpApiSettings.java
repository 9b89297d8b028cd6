package com.trulybot.integrations.http;

import com.trulybot.integrations.core.integration.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the HTTP side is set up; each part is named in the settings' document.
 *
 * @param api where the public API, the widget and the dashboard listen
 * @param management where metrics and detailed health are; never reachable from outside
 * @param publicUrl how the world reaches us, without a trailing slash
 * @param trustedProxies CIDRs whose {@code X-Forwarded-For} is believed
 * @param drain how long a stop waits for what is in flight
 */
public record HttpApiSettings(
        Listener api,
        Listener management,
        URI publicUrl,
        Auth auth,
        List<String> trustedProxies,
        RateLimits limits,
        Duration drain) {
    public HttpApiSettings {
        Objects.requireNonNull(api, "api");
        Objects.requireNonNull(management, "management");
        Objects.requireNonNull(publicUrl, "publicUrl");
        Objects.requireNonNull(auth, "auth");
        trustedProxies = List.copyOf(trustedProxies);
        Objects.requireNonNull(limits, "limits");
        if (drain.isNegative()) {
            throw new IllegalArgumentException("drain must not be negative");
        }
    }

    /**
     * An address to listen on.
     *
     * @param port 0 lets the system choose one
     */
    public record Listener(String host, int port) {
        public Listener {
            Objects.requireNonNull(host, "host");
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("a port is from 0 to 65535");
            }
        }
    }

    /**
     * Whose tokens are believed.
     *
     * @param jwtSecret the HS256 secret, at least 32 bytes (RFC 7518, section 3.2); null when HS256 is not believed
     * @param issuer what {@code iss} must be; null for any
     * @param audience what {@code aud} must contain
     */
    public record Auth(@Nullable Secret jwtSecret, @Nullable String issuer, String audience) {
        public static final String DEFAULT_AUDIENCE = "authenticated";

        public Auth {
            Objects.requireNonNull(audience, "audience");
        }
    }

    /**
     * How many requests a minute there may be. Counted in this process: with several nodes behind a balancer each
     * counts for itself.
     *
     * @param workspace for a workspace, on merchant routes
     * @param address for a network address, on public routes
     * @param assets for a network address, on scripts and widget configuration
     * @param conversation messages in one conversation
     * @param stores for a network address, on what stores' servers send; a forged one counts tenfold
     */
    public record RateLimits(int workspace, int address, int assets, int conversation, int stores) {
        /** A hundred a second. */
        public static final int DEFAULT_STORES = 6_000;

        public static final RateLimits DEFAULT = new RateLimits(600, 120, 1_200, 20);

        public RateLimits(int workspace, int address, int assets, int conversation) {
            this(workspace, address, assets, conversation, DEFAULT_STORES);
        }

        public RateLimits {
            if (workspace < 1 || address < 1 || assets < 1 || conversation < 1 || stores < 1) {
                throw new IllegalArgumentException("a rate limit is at least 1");
            }
        }
    }
}
