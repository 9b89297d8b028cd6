package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.core.authorization.AuthorizationGrant;
import com.trulybot.integrations.core.authorization.AuthorizationRequest;
import com.trulybot.integrations.core.authorization.AuthorizationStart;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.integration.WidgetPresence;
import com.trulybot.integrations.platform.CredentialRefresh;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreAuthorization;
import com.trulybot.integrations.platform.StorePlatform;
import com.trulybot.integrations.platform.WebhookDialect;
import com.trulybot.integrations.platform.WebhookRegistration;
import com.trulybot.integrations.platform.WidgetInstallation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Optional;

/** Optional capabilities with one thing wrong. */
final class CapabilityFlaws {
    private CapabilityFlaws() {}

    /** The capability as it should be, whose results are changed by the broken ones. */
    abstract static class BrokenRefresh extends BrokenPlatform {
        private final CredentialRefresh good;

        BrokenRefresh(StorePlatform good) {
            super(good);
            this.good = good.credentialRefresh().orElseThrow();
        }

        Optional<Instant> due(Credentials credentials) {
            return good.dueAt(credentials);
        }

        Credentials renew(StoreAccess access, PlatformContext context, Deadline deadline) {
            return good.refresh(access, context, deadline);
        }

        @Override
        public Optional<CredentialRefresh> credentialRefresh() {
            return Optional.of(new CredentialRefresh() {
                @Override
                public Optional<Instant> dueAt(Credentials credentials) {
                    return due(credentials);
                }

                @Override
                public Credentials refresh(StoreAccess access, PlatformContext context, Deadline deadline) {
                    return renew(access, context, deadline);
                }
            });
        }
    }

    static final class DropsTheRefreshToken extends BrokenRefresh {
        DropsTheRefreshToken(StorePlatform good) {
            super(good);
        }

        @Override
        Credentials renew(StoreAccess access, PlatformContext context, Deadline deadline) {
            Credentials after = super.renew(access, context, deadline);
            EnumMap<Field, Secret> secrets = new EnumMap<>(Field.class);
            secrets.putAll(after.secrets());
            secrets.remove(Field.PREVIOUS_REFRESH_TOKEN);
            return new Credentials(secrets, after.accessTokenExpiresAt());
        }
    }

    static final class ForgetsTheWebhookSecret extends BrokenRefresh {
        ForgetsTheWebhookSecret(StorePlatform good) {
            super(good);
        }

        @Override
        Credentials renew(StoreAccess access, PlatformContext context, Deadline deadline) {
            Credentials after = super.renew(access, context, deadline);
            EnumMap<Field, Secret> secrets = new EnumMap<>(Field.class);
            secrets.putAll(after.secrets());
            secrets.remove(Field.WEBHOOK_SECRET);
            return new Credentials(secrets, after.accessTokenExpiresAt());
        }
    }

    static final class TakesTroubleForDeath extends BrokenRefresh {
        TakesTroubleForDeath(StorePlatform good) {
            super(good);
        }

        @Override
        Credentials renew(StoreAccess access, PlatformContext context, Deadline deadline) {
            try {
                return super.renew(access, context, deadline);
            } catch (StoreException e) {
                throw new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED, e);
            }
        }
    }

    static final class RenewsTooLate extends BrokenRefresh {
        RenewsTooLate(StorePlatform good) {
            super(good);
        }

        @Override
        Optional<Instant> due(Credentials credentials) {
            return super.due(credentials)
                    .map(at -> credentials.accessTokenExpiresAt() == null ? at : credentials.accessTokenExpiresAt());
        }
    }

    /** Believes whoever comes to the callback. */
    static final class BelievesTheCallback extends BrokenPlatform {
        BelievesTheCallback(StorePlatform good) {
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
                    String query = callback.query();
                    int end = query.indexOf("&hmac=");
                    if (end < 0) {
                        return Optional.empty();
                    }
                    String signed = query.substring(0, end);
                    String hmac = Hmac.of(InMemoryAuthorization.APP, signed.getBytes(StandardCharsets.UTF_8));
                    return good.read(new AuthorizationCallback(signed + "&hmac=" + hmac, ""), context);
                }
            });
        }
    }

    /** Thinks that a code is as good as the access itself. */
    static final class ConfirmsWithoutAsking extends BrokenPlatform {
        ConfirmsWithoutAsking(StorePlatform good) {
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
                    return good.read(callback, context).map(Unasked::new);
                }
            });
        }

        private record Unasked(AuthorizationGrant good) implements AuthorizationGrant {
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
                return good.throughBrowser();
            }

            @Override
            public Optional<ConnectionCheck> redeem(String address, Deadline deadline) {
                return Optional.of(new InMemoryPlatform().confirmed(StoreUrl.parse(address)));
            }
        }
    }

    /** Registers and unregisters in a way of its own. */
    abstract static class BrokenRegistration extends BrokenPlatform {
        BrokenRegistration(StorePlatform good) {
            super(good);
        }

        WebhookRegistration.Changes register(
                WebhookRegistration good, StoreAccess access, URI address, PlatformContext context, Deadline deadline) {
            return good.register(access, address, context, deadline);
        }

        WebhookRegistration.Changes unregister(
                WebhookRegistration good, StoreAccess access, URI ours, PlatformContext context, Deadline deadline) {
            return good.unregister(access, ours, context, deadline);
        }

        @Override
        public Optional<WebhookRegistration> webhookRegistration() {
            return super.webhookRegistration().map(good -> new WebhookRegistration() {
                @Override
                public Changes register(StoreAccess access, URI address, PlatformContext context, Deadline deadline) {
                    return BrokenRegistration.this.register(good, access, address, context, deadline);
                }

                @Override
                public Changes unregister(StoreAccess access, URI ours, PlatformContext context, Deadline deadline) {
                    return BrokenRegistration.this.unregister(good, access, ours, context, deadline);
                }
            });
        }
    }

    static final class MakesAllAnew extends BrokenRegistration {
        MakesAllAnew(StorePlatform good) {
            super(good);
        }

        @Override
        WebhookRegistration.Changes register(
                WebhookRegistration good, StoreAccess access, URI address, PlatformContext context, Deadline deadline) {
            good.unregister(access, address, context, deadline);
            return good.register(access, address, context, deadline);
        }
    }

    static final class RemovesThoseOfOthers extends BrokenRegistration {
        RemovesThoseOfOthers(StorePlatform good) {
            super(good);
        }

        @Override
        WebhookRegistration.Changes unregister(
                WebhookRegistration good, StoreAccess access, URI ours, PlatformContext context, Deadline deadline) {
            return good.unregister(access, URI.create("https://"), context, deadline);
        }
    }

    /** Knows the widget by the name of its file. */
    static final class TakesAnyScriptForOurs extends BrokenPlatform {
        TakesAnyScriptForOurs(StorePlatform good) {
            super(good);
        }

        @Override
        public Optional<WidgetInstallation> widgetInstallation() {
            return super.widgetInstallation().map(good -> new WidgetInstallation() {
                @Override
                public Optional<URI> settingsPage(StoreAccess access, PlatformContext context) {
                    return good.settingsPage(access, context);
                }

                @Override
                public WidgetPresence.State look(
                        StoreAccess access, URI script, PlatformContext context, Deadline deadline) {
                    WidgetPresence.State seen = good.look(access, script, context, deadline);
                    URI anothers = URI.create("https://someone-else.example/widget.js");
                    return seen == WidgetPresence.State.OFF ? good.look(access, anothers, context, deadline) : seen;
                }

                @Override
                public int clear(StoreAccess access, URI ours, PlatformContext context, Deadline deadline) {
                    return good.clear(access, ours, context, deadline);
                }
            });
        }
    }

    /** Has no webhooks, though the scenario shows some. */
    static final class LacksWebhooks extends BrokenPlatform {
        LacksWebhooks(StorePlatform good) {
            super(good);
        }

        @Override
        public Optional<WebhookDialect> webhooks() {
            return Optional.empty();
        }
    }
}
