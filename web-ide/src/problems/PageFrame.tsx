import { AccountMenu } from '../account/AccountMenu';
import { useMe } from '../account/useMe';
import { PageLink } from '../ui/PageLink';
import { PlainPage } from '../ui/PlainPage';

/** What the pages about problems have in common: they need no login, but offer one. */
export function PageFrame({ children }: { children: React.ReactNode }) {
  const me = useMe();
  return (
    <PlainPage
      menu={
        <>
          {me.state === 'known' && <AccountMenu user={me.user} />}
          {me.state === 'unknown' && <PageLink to="/">Log in</PageLink>}
        </>
      }
    >
      {children}
    </PlainPage>
  );
}
