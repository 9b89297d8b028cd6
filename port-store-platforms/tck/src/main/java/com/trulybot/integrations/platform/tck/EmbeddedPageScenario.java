package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.StoreUrl;
import java.util.Map;

/** What a scenario adds when the platform has an {@link com.trulybot.integrations.platform.EmbeddedPage}. */
public interface EmbeddedPageScenario {
    /** The fake store, as the platform vouches for it. */
    StoreUrl store();

    /** The address of another store, which the platform doesn't vouch for here. */
    String anothersAddress();

    /** What the platform opens our page with in the fake store's admin, signed just now; without {@code ?}. */
    String query();

    /**
     * Queries that must be refused beyond what the kit makes up itself, by what is wrong with them: signed an hour ago,
     * signed with another secret, of what is no store of the platform. Not empty.
     */
    Map<String, String> refusedQueries();

    /** A session token of the fake store's admin, made just now: it can be exchanged for access to the fake store. */
    String token();

    /**
     * Session tokens that must be refused beyond what the kit makes up itself, by what is wrong with them: ended, not
     * good yet, for another app, signed with another secret, signed in another way. Not empty.
     */
    Map<String, String> refusedTokens();
}
