import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { sharing, type Member, type RoleOrNone } from '../api/sharing';
import { Button } from '../ui/Button';
import { Choice } from '../ui/Choice';
import { showError } from '../ui/errors';
import styles from './ShareDialog.module.css';
import { ROLE_WORDS } from './words';

const ROLES = (['editor', 'viewer', 'none'] as const).map((value) => ({
  value,
  label: ROLE_WORDS[value],
}));

const WHY: Record<Member['by'], string> = {
  owner: 'By your decision',
  share: 'Through a link',
  address: 'With the address',
};

/** Everybody who has been here, and what each may do. */
export function Members({ session }: { session: string }) {
  const client = useQueryClient();
  const key = ['members', session];
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => sharing.members(session, pageParam === '' ? undefined : pageParam),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  const members = data?.pages.flatMap((page) => page.items) ?? [];

  const decide = async (user: string, role: RoleOrNone) => {
    try {
      await sharing.decide(session, user, role);
      await client.invalidateQueries({ queryKey: key });
    } catch (error) {
      showError(error);
    }
  };

  return (
    <section className={styles.section} aria-labelledby="share-members">
      <h3 id="share-members">People</h3>
      {members.map((member) => (
        <div key={member.id} className={styles.row}>
          <span className={styles.words}>
            {member.name}
            {member.role !== 'owner' && <small>{WHY[member.by]}</small>}
          </span>
          {member.role === 'owner' ? (
            <span className={styles.owner}>{ROLE_WORDS.owner}</span>
          ) : (
            <Choice
              label={`Role of ${member.name}`}
              value={member.role}
              options={ROLES}
              onChange={(role) => void decide(member.id, role)}
            />
          )}
        </div>
      ))}
      {hasNextPage && (
        <Button size="s" look="ghost" onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </section>
  );
}
