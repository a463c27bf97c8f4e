//! The tree of RFC 6962, of which only the right edge is kept: enough to grow it and to know its root.

use aws_lc_rs::digest::{Context, SHA256};

pub(super) type Hash = [u8; 32];

/// The roots of the full subtrees on the right edge, largest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tree {
    size: u64,
    edge: Vec<Hash>,
}

impl Tree {
    /// A tree that was kept as its size and edge.
    pub(super) fn kept(size: u64, edge: &str) -> Option<Self> {
        let bytes = hex::decode(edge).ok()?;
        let edge: Vec<Hash> = bytes.chunks(32).map(Hash::try_from).collect::<Result<_, _>>().ok()?;
        (edge.len() == size.count_ones() as usize).then_some(Self { size, edge })
    }

    /// How many leaves it has.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// The edge as text.
    pub(super) fn edge(&self) -> String {
        hex::encode(self.edge.concat())
    }

    /// Grows by one leaf.
    pub(super) fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        let mut full = self.size;
        while full & 1 == 1 {
            let left = self.edge.pop().expect("the edge has a subtree for each bit of the size");
            hash = join(&left, &hash);
            full >>= 1;
        }
        self.edge.push(hash);
        self.size += 1;
    }

    /// The root; of an empty tree, the digest of nothing.
    pub(super) fn root(&self) -> Hash {
        let mut from_the_right = self.edge.iter().rev();
        let Some(last) = from_the_right.next() else { return finish(Context::new(&SHA256)) };
        from_the_right.fold(*last, |right, left| join(left, &right))
    }
}

fn join(left: &Hash, right: &Hash) -> Hash {
    let mut node = Context::new(&SHA256);
    node.update(&[0x01]);
    node.update(left);
    node.update(right);
    finish(node)
}

fn finish(context: Context) -> Hash {
    context.finish().as_ref().try_into().expect("SHA-256 has 32 bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The published test vectors of Certificate Transparency.
    #[test]
    fn the_tree_is_the_one_of_rfc_6962() {
        let leaves =
            ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let mut tree = Tree::default();
        assert_eq!(hex::encode(tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (leaf, root) in leaves.iter().zip(roots) {
            let mut context = Context::new(&SHA256);
            context.update(&[0x00]);
            context.update(&hex::decode(leaf).unwrap());
            tree.push(finish(context));
            assert_eq!(hex::encode(tree.root()), root);
            assert_eq!(Tree::kept(tree.size(), &tree.edge()).unwrap(), tree);
        }
    }

    #[test]
    fn an_edge_that_does_not_fit_its_size_is_refused() {
        assert!(Tree::kept(3, &"00".repeat(32)).is_none());
        assert!(Tree::kept(1, "zz").is_none());
        assert!(Tree::kept(0, "").is_some());
    }
}
