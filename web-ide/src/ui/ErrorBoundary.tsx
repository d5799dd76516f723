import { Component } from 'react';
import { Sorry } from './Sorry';

interface State {
  error: Error | undefined;
}

/** The last resort: a fault of this page is told, not shown as an empty window. */
export class ErrorBoundary extends Component<{ children: React.ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render(): React.ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return <Sorry error={error} retry={() => window.location.reload()} />;
  }
}
