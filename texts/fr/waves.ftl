# Large sends that go in stages.

page-account-large = Envois importants
page-account-staged = Échelonner les envois importants
page-account-staged-hint = De chaque campagne partent au plus 50 premiers messages la première heure, 500 de plus la deuxième, puis le reste. Si beaucoup d’entre eux reviennent ou sont signalés comme indésirables, la campagne s’arrête avant que le gros ne soit parti.
