package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.workspace.UserId;
import org.junit.jupiter.api.Test;

/** Where the accounts are ours; {@link MigrationTest} has Supabase's. */
class JdbiAccountsTest {
    @Test
    void anAccountSeenForTheFirstTimeIsAddedOnce() {
        DatabaseSettings settings = TestPostgres.empty();
        try (Database database = Database.open(settings)) {
            JdbiAccounts accounts = new JdbiAccounts(database);
            UserId user = Fixture.merchant().user();
            assertThat(accounts.admit(user)).isTrue();
            assertThat(accounts.admit(user)).isTrue();
            assertThat(TestPostgres.query(settings, "select id from auth.users"))
                    .containsExactly(user.toString());
        }
    }
}
