package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.authorization.AccessGrant;
import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.core.authorization.AuthorizationGrant;
import com.trulybot.integrations.core.authorization.AuthorizationRequest;
import com.trulybot.integrations.core.authorization.AuthorizationStart;
import com.trulybot.integrations.core.authorization.EmbeddedFrame;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.EmbeddedPage;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.PluginDownload;
import com.trulybot.integrations.platform.StoreAuthorization;
import com.trulybot.integrations.platform.StorePlatform;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Ways to connect with one thing wrong. */
final class ConnectingFlaws {
    private ConnectingFlaws() {}

    /** Takes a code as often as it comes, and thinks that the store's server brings it. */
    static final class NeedsNoBrowser extends BrokenPlatform {
        NeedsNoBrowser(StorePlatform good) {
            super(good);
        }

        @Override
        public Optional<StoreAuthorization> authorization() {
            return super.authorization().map(good -> new StoreAuthorization() {
                @Override
                public AuthorizationStart start(AuthorizationRequest request, PlatformContext context) {
                    return good.start(request, context);
                }

                @Override
                public Optional<AuthorizationGrant> read(AuthorizationCallback callback, PlatformContext context) {
                    return good.read(callback, context).map(Again::new);
                }
            });
        }
    }

    private record Again(AuthorizationGrant good) implements AuthorizationGrant {
        @Override
        public String state() {
            return good.state();
        }

        @Override
        public Optional<StoreUrl> store() {
            return good.store();
        }

        @Override
        public boolean throughBrowser() {
            return false;
        }

        @Override
        public Optional<ConnectionCheck> redeem(String address, Deadline deadline) {
            Optional<ConnectionCheck> check = good.redeem(address, deadline);
            return check.isPresent() ? check : Optional.of(new InMemoryPlatform().confirmed(StoreUrl.parse(address)));
        }
    }

    /** The capability as it should be, whose parts are changed by the broken ones. */
    abstract static class BrokenPage extends BrokenPlatform {
        BrokenPage(StorePlatform good) {
            super(good);
        }

        Optional<StoreUrl> store(EmbeddedPage good, String query, PlatformContext context) {
            return good.store(query, context);
        }

        Optional<AccessGrant> session(EmbeddedPage good, String token, PlatformContext context) {
            return good.session(token, context);
        }

        Optional<EmbeddedFrame> frame(EmbeddedPage good, StoreUrl store, PlatformContext context) {
            return good.frame(store, context);
        }

        @Override
        public Optional<EmbeddedPage> embeddedPage() {
            return super.embeddedPage().map(good -> new EmbeddedPage() {
                @Override
                public Optional<StoreUrl> store(String query, PlatformContext context) {
                    return BrokenPage.this.store(good, query, context);
                }

                @Override
                public Optional<AccessGrant> session(String token, PlatformContext context) {
                    return BrokenPage.this.session(good, token, context);
                }

                @Override
                public Optional<EmbeddedFrame> frame(StoreUrl store, PlatformContext context) {
                    return BrokenPage.this.frame(good, store, context);
                }
            });
        }
    }

    /** Looks at the parameters it knows, and at no others. */
    static final class ReadsPartOfTheQuery extends BrokenPage {
        ReadsPartOfTheQuery(StorePlatform good) {
            super(good);
        }

        @Override
        Optional<StoreUrl> store(EmbeddedPage good, String query, PlatformContext context) {
            String[] parts = query.split("&", -1);
            return good.store(String.join("&", List.of(parts).subList(0, Math.min(3, parts.length))), context);
        }
    }

    /** Takes a token in any spelling. */
    static final class TakesAnySpelling extends BrokenPage {
        TakesAnySpelling(StorePlatform good) {
            super(good);
        }

        @Override
        Optional<AccessGrant> session(EmbeddedPage good, String token, PlatformContext context) {
            return good.session(token.strip().toLowerCase(Locale.ROOT).replaceAll("[=+]+$", ""), context);
        }
    }

    /** Lets anyone frame the page. */
    static final class LetsAnyoneFrameIt extends BrokenPage {
        LetsAnyoneFrameIt(StorePlatform good) {
            super(good);
        }

        @Override
        Optional<EmbeddedFrame> frame(EmbeddedPage good, StoreUrl store, PlatformContext context) {
            return good.frame(store, context)
                    .map(frame -> new EmbeddedFrame(frame.admin(), frame.script(), Map.of(), List.of("*")));
        }
    }

    /** Serves the same file from everywhere. */
    static final class ForgetsTheServer extends BrokenPlatform {
        ForgetsTheServer(StorePlatform good) {
            super(good);
        }

        @Override
        public Optional<PluginDownload> plugin() {
            return super.plugin().map(good -> new PluginDownload() {
                @Override
                public String fileName() {
                    return "../Plugin.zip";
                }

                @Override
                public byte[] file(URI server) {
                    return good.file(URI.create("https://ours.example:8443/trulybot"));
                }
            });
        }
    }
}
