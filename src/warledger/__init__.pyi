from warledger.store.ledger import Ledger as Ledger
from warledger.store.opening import open_ledger as open_ledger
from warledger.web.plots import Band as Band
from warledger.web.plots import loss_bands as loss_bands
from warledger.web.plots import plot_losses as plot_losses

__version__: str
