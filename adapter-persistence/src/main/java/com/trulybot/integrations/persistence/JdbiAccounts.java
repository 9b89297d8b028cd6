package com.trulybot.integrations.persistence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.trulybot.integrations.core.workspace.Accounts;
import com.trulybot.integrations.core.workspace.UserId;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** The accounts, in {@code auth.users}: ours or Supabase's, which the table's comment tells. */
public final class JdbiAccounts implements Accounts {
    private final Jdbi jdbi;
    private final boolean ours;
    /** Asked at every request; an account that is gone is refused within this time. */
    private final Cache<UserId, Boolean> admitted = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(30))
            .maximumSize(10_000)
            .build();

    public JdbiAccounts(Database database) {
        this.jdbi = database.jdbi();
        this.ours = jdbi.withHandle(
                handle -> handle.createQuery("select obj_description(to_regclass('auth.users'), 'pg_class')"
                                + " is not distinct from 'kept by trulybot-integrations'")
                        .mapTo(Boolean.class)
                        .one());
    }

    @Override
    public boolean admit(UserId user) {
        if (admitted.getIfPresent(user) != null) {
            return true;
        }
        boolean known = ask(user);
        if (known) {
            admitted.put(user, Boolean.TRUE);
        }
        return known;
    }

    private boolean ask(UserId user) {
        return jdbi.withHandle(handle -> {
            boolean known = handle.createQuery("select exists (select 1 from auth.users where id = :id)")
                    .bind("id", user.value())
                    .mapTo(Boolean.class)
                    .one();
            if (!known && ours) {
                handle.createUpdate("insert into auth.users (id) values (:id) on conflict do nothing")
                        .bind("id", user.value())
                        .execute();
            }
            return known || ours;
        });
    }
}
