package com.trulybot.integrations.core.authorization;

import com.trulybot.integrations.core.authorization.AuthorizationStart.Invalid;
import com.trulybot.integrations.core.authorization.AuthorizationStart.Page;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Ticket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends a merchant to the platform's page, by way of a page of ours that says which store would go to which account. So
 * nobody can be lured into granting a store to a stranger's account: they see whose it is before anything begins, and
 * only the browser that went through that page can bring the grant back.
 */
public final class OfferConnection {
    /** How long all of it may take the merchant: our page and the platform's. */
    public static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private final StoreAuthorizer platforms;
    private final ConnectionRequests requests;
    private final Addresses addresses;
    private final InstantSource clock;

    public OfferConnection(
            StoreAuthorizer platforms, ConnectionRequests requests, Addresses addresses, InstantSource clock) {
        this.platforms = platforms;
        this.requests = requests;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** Our own addresses, as the world reaches them. */
    public interface Addresses {
        /** Where the platform brings its answer. */
        URI callback(PlatformId platform);

        /** Where the platform sends the browser afterwards. */
        URI back(PlatformId platform);
    }

    /** What came of asking for a page. */
    public sealed interface Offer {
        /** One function per outcome, so that a new outcome breaks every caller at compile time. */
        <R> R match(Function<Ticket, R> page, Function<Invalid, R> invalid, Supplier<R> notConfigured);
    }

    private record Offered(Ticket page) implements Offer {
        @Override
        public <R> R match(Function<Ticket, R> page, Function<Invalid, R> invalid, Supplier<R> notConfigured) {
            return page.apply(this.page);
        }
    }

    private record Refused(Invalid why) implements Offer {
        @Override
        public <R> R match(Function<Ticket, R> page, Function<Invalid, R> invalid, Supplier<R> notConfigured) {
            return invalid.apply(why);
        }
    }

    private record Impossible() implements Offer {
        @Override
        public <R> R match(Function<Ticket, R> page, Function<Invalid, R> invalid, Supplier<R> notConfigured) {
            return notConfigured.get();
        }
    }

    /** Where the browser goes on, and what it must bring back. */
    public record Onward(URI address, Ticket browser) {
        /** Says nothing: both hold secrets. */
        @Override
        public String toString() {
            return "Onward[]";
        }
    }

    /**
     * Prepares the page.
     *
     * @param account the account as its owner knows it
     * @param address the store as typed
     * @return empty when the platform has no page where access is granted
     */
    public Optional<Offer> offer(Merchant merchant, String account, PlatformId platform, String address) {
        return start(platform, address, Ticket.random())
                .map(start -> start.<Offer>match(
                        page -> {
                            Ticket ticket = Ticket.random();
                            requests.offer(ticket, request(platform, page, address, merchant, account));
                            return new Offered(ticket);
                        },
                        Refused::new,
                        Impossible::new));
    }

    /** What the page is about; empty once it was used, and when it is too old. */
    public Optional<ConnectionRequest> look(Ticket page) {
        return requests.offered(page, clock.instant());
    }

    /** The merchant agreed on our page: on to the platform's. Empty when the page was used before, or is too old. */
    public Optional<Onward> agree(Ticket page) {
        Ticket state = Ticket.random();
        Ticket browser = Ticket.random();
        return requests.send(page, state, browser, clock.instant())
                .flatMap(request -> start(request.platform(), request.address(), state))
                .flatMap(OfferConnection::page)
                .map(onward -> new Onward(onward.address(), browser));
    }

    /**
     * A merchant comes from the platform, which has vouched for the store: on to its page where access is granted.
     *
     * @param query as the platform signed it
     * @return empty when it isn't signed, or the platform has no such page
     */
    public Optional<Onward> install(PlatformId platform, String query) {
        Ticket state = Ticket.random();
        Ticket browser = Ticket.random();
        return platforms
                .store(platform, query)
                .flatMap(store -> start(platform, store.value(), state))
                .flatMap(OfferConnection::page)
                .map(page -> {
                    String address = page.store().value();
                    requests.send(state, browser, request(platform, page, address, null, ""));
                    return new Onward(page.address(), browser);
                });
    }

    private ConnectionRequest request(
            PlatformId platform, Page page, String address, @Nullable Merchant merchant, String account) {
        return new ConnectionRequest(
                platform,
                page.store(),
                address,
                merchant,
                account,
                clock.instant().plus(GOOD_FOR));
    }

    private Optional<AuthorizationStart> start(PlatformId platform, String address, Ticket state) {
        return platforms.start(
                platform,
                new AuthorizationRequest(
                        address, state.value(), addresses.callback(platform), addresses.back(platform)));
    }

    private static Optional<Page> page(AuthorizationStart start) {
        return start.<Optional<Page>>match(Optional::of, invalid -> Optional.empty(), Optional::empty);
    }
}
