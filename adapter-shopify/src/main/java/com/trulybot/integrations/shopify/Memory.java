package com.trulybot.integrations.shopify;

import com.trulybot.integrations.platform.StoreHttp.Response;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the adapter keeps in mind from one request to the next, and may forget at any time: how full the shops' buckets
 * are, and which versions the operator has been warned of. Bounded, however many shops there are.
 */
final class Memory {
    /** Shops whose bucket is kept in mind; of others it is learnt again with the first answer. */
    static final int SHOPS = 10_000;

    /** Shopify has four versions a year, and answers with a living one. */
    private static final int VERSIONS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

    private final Pause pause;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > SHOPS;
        }
    };
    private final Set<String> warnedOf = new LinkedHashSet<>();

    Memory(Pause pause) {
        this.pause = pause;
    }

    /** The shop's bucket for this API; each of the two has its own. */
    Bucket bucket(ShopDomain shop, ShopifyApp.Mode api) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(shop + " " + api, key -> new Bucket(pause));
        }
    }

    int shops() {
        synchronized (buckets) {
            return buckets.size();
        }
    }

    /**
     * Looks at the version that answered. Shopify answers a call to a version that is gone as the oldest living one, and
     * only this header tells; the operator is told once of each.
     *
     * @return whether the operator was told now
     */
    boolean watch(String asked, Response answer) {
        Optional<String> other = Answers.servedVersion(answer)
                .filter(served -> !served.equals(asked))
                .filter(this::isNew);
        other.ifPresent(served ->
                LOG.warn("Shopify answers as {} though {} was asked for; set SHOPIFY_API_VERSION", served, asked));
        return other.isPresent();
    }

    private boolean isNew(String served) {
        synchronized (warnedOf) {
            return warnedOf.size() < VERSIONS && warnedOf.add(served);
        }
    }
}
