package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.Secret;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Requests that come through a shop's app proxy: Shopify adds who is signed in there, and signs the query.
 *
 * @see <a href="https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies">App proxies</a>
 */
final class AppProxy {
    private static final String SHOP = "shop";
    private static final String PREFIX = "path_prefix";
    private static final String TIME = "timestamp";
    private static final String CUSTOMER = "logged_in_customer_id";
    private static final String SIGNATURE = "signature";

    /** What Shopify itself adds. */
    private static final Set<String> SHOPIFYS = Set.of(SHOP, PREFIX, TIME, CUSTOMER, SIGNATURE);

    /** A merchant may have it moved to another path. */
    private static final Pattern PATH = Pattern.compile("/(a|apps|community|tools)/[A-Za-z0-9_-]{1,60}");

    private static final Pattern CUSTOMER_ID = Pattern.compile("[0-9]{0,20}");

    private final SignedQuery signedQuery;

    /**
     * Made once.
     *
     * @param secrets the client secret, and the one before it for as long as Shopify may still sign with that
     */
    AppProxy(List<Secret> secrets, InstantSource clock) {
        this.signedQuery = new SignedQuery(secrets, clock);
    }

    /**
     * Whose browser it was.
     *
     * @param customer id of the customer who is signed in at the shop; null for a guest
     */
    record Visitor(ShopDomain shop, @Nullable String customer) {
        /** Names the shop only. */
        @Override
        public String toString() {
            return "Visitor[" + shop + "]";
        }
    }

    /** Whether Shopify signed it, just now, and each parameter of its own is there once at most. */
    boolean signed(String rawQuery) {
        SortedMap<String, List<String>> query = new TreeMap<>(SignedQuery.parameters(rawQuery));
        boolean once = query.entrySet().stream()
                .allMatch(parameter -> parameter.getValue().size() == 1 || !SHOPIFYS.contains(parameter.getKey()));
        List<String> signature = query.remove(SIGNATURE);
        return once && signature != null && signedQuery.holds(canonical(query), signature.get(0), first(query, TIME));
    }

    /**
     * Whose browser it was that asked. What is signed has no marks between names and values, so that whoever may choose a
     * parameter can have Shopify sign a text that reads as another query: as another customer's, or another shop's. So
     * it is told of queries that hold nothing but Shopify's own parameters, each in its own form; with these the text can
     * be read in one way only.
     *
     * @param rawQuery as it came, without {@code ?}
     * @return empty when anything about it is wrong: which, nobody is told
     */
    Optional<Visitor> visitor(String rawQuery) {
        SortedMap<String, List<String>> query = SignedQuery.parameters(rawQuery);
        String customer = first(query, CUSTOMER);
        if (!query.keySet().equals(SHOPIFYS)
                || !PATH.matcher(first(query, PREFIX)).matches()
                || !CUSTOMER_ID.matcher(customer).matches()
                || !signed(rawQuery)) {
            return Optional.empty();
        }
        return ShopDomain.strict(first(query, SHOP))
                .map(shop -> new Visitor(shop, customer.isEmpty() ? null : customer));
    }

    private static String first(Map<String, List<String>> query, String name) {
        return query.getOrDefault(name, List.of("")).get(0);
    }

    private static String canonical(SortedMap<String, List<String>> query) {
        return query.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + String.join(",", parameter.getValue()))
                .collect(Collectors.joining());
    }
}
