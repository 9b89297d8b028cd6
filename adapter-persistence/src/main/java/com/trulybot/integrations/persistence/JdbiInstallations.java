package com.trulybot.integrations.persistence;

import com.trulybot.integrations.core.authorization.Installations;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreUrl;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/** Shops that have our app and no account yet, in {@code installations}. */
public final class JdbiInstallations implements Installations {
    static final String PENDING = "select true from installations where platform = :platform and store_key = :store";

    private final Jdbi jdbi;

    public JdbiInstallations(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public void note(PlatformId platform, StoreUrl store, Instant at) {
        jdbi.useHandle(
                handle -> handle.createUpdate("insert into installations as i (platform, store_key, installed_at)"
                                + " values (:platform, :store, :at) on conflict (platform, store_key)"
                                + " do update set installed_at = greatest(i.installed_at, excluded.installed_at)")
                        .bind("platform", platform.value())
                        .bind("store", store.key())
                        .bind("at", Columns.micros(at))
                        .execute());
    }

    @Override
    public boolean pending(PlatformId platform, StoreUrl store) {
        return jdbi.withHandle(handle -> handle.createQuery(PENDING)
                .bind("platform", platform.value())
                .bind("store", store.key())
                .mapTo(Boolean.class)
                .findOne()
                .isPresent());
    }

    @Override
    public void forget(PlatformId platform, StoreUrl store) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "delete from installations where platform = :platform and store_key = :store")
                .bind("platform", platform.value())
                .bind("store", store.key())
                .execute());
    }
}
